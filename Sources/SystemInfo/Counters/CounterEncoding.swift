import CPfm
import Synchronization

/// A hardware counter's event as perf takes it, `struct perf_event_attr`.
public struct CounterEncoding: Hashable, Sendable {
    /// `PERF_TYPE_*`, or the number of a source below `/sys/bus/event_source/devices`.
    public var type: UInt32
    /// The event within the type.
    public var config: UInt64
    /// More of the configuration, by type.
    public var config1: UInt64
    /// More of the configuration, by type.
    public var config2: UInt64

    /// An event that is known already.
    public init(type: UInt32, config: UInt64, config1: UInt64 = 0, config2: UInt64 = 0) {
        self.type = type
        self.config = config
        self.config1 = config1
        self.config2 = config2
    }

    /// Looks a name up in libpfm4, which knows the events of every processor by their makers' names:
    /// `inst_retired.any`, `skl::inst_retired.any`.
    ///
    /// Throws a sentence when the processor has no such event, as far as libpfm4 can tell.
    public init(named name: String) throws(CounterError) {
        try Self.start()
        var type: UInt32 = 0
        var (config, config1, config2): (UInt64, UInt64, UInt64) = (0, 0, 0)
        let result = cpfm_encode(name, &type, &config, &config1, &config2)
        guard result == 0 else {
            throw CounterError("the event '\(name)' is not known for this processor: \(Self.reason(result))")
        }
        self.init(type: type, config: config, config1: config1, config2: config2)
    }

    /// libpfm4 finds out about the processor once; the outcome is kept.
    private static let started = Mutex<Int32?>(nil)

    private static func start() throws(CounterError) {
        let result = started.withLock { state in
            let result = state ?? pfm_initialize()
            state = result
            return result
        }
        guard result == 0 else {
            throw CounterError("the names of counters cannot be looked up: \(reason(result))")
        }
    }

    private static func reason(_ code: Int32) -> String {
        pfm_strerror(code).map { String(cString: $0) } ?? "libpfm4 gives the error \(code)"
    }
}

/// An event that cannot be had; a sentence without a full stop.
public struct CounterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The sentence.
    public var description: String
    init(_ description: String) { self.description = description }
}
