/// Where a stub is attached, as a value; one engine in the BPF target attaches batches of them.
public enum AttachPoint: Hashable, Sendable {
    /// `processID` limits a uprobe to one process; nil means every process that maps the file. Offsets are file offsets.
    /// `semaphore` is the file offset of a USDT semaphore, 0 for none.
    case uprobe(path: String, offset: UInt64, isReturn: Bool, processID: Int?, semaphore: UInt64)
    case kprobe(symbol: String, offset: UInt64, isReturn: Bool)
    /// A function of which the name alone does not tell which: several have it.
    case kprobeAddress(UInt64, symbol: String, isReturn: Bool)
    /// `id` is the number in the event's `id` file in tracefs.
    case tracepoint(id: Int)
    case rawTracepoint(name: String)
    case perfEvent(PerfEventAttachPoint)
    /// A function by its BTF id; `module` is empty for vmlinux.
    case tracing(btfID: UInt32, module: String, isExit: Bool)
    /// Nothing in the kernel: the runtime runs the program itself.
    case testRun
}

/// A perf event to open on the given CPUs.
public struct PerfEventAttachPoint: Hashable, Sendable {
    /// `PERF_TYPE_*` and the configuration of that type, as in `struct perf_event_attr`.
    public var type: UInt32
    /// The event within the type.
    public var config: UInt64
    /// The breakpoint type and length of breakpoint events, with `config1` the address.
    public var breakpointType: UInt32
    /// More of the configuration, by type.
    public var config1: UInt64
    /// More of the configuration, by type; the length of a breakpoint.
    public var config2: UInt64
    /// A period in events, or a frequency in Hz.
    public var sampling: Sampling
    /// On one CPU only (`tick`), or a copy on each (`profile`).
    public var cpus: CPUSelection
    /// Whether events do not count while the CPU is in user mode; hardware counters know, the software clocks do not.
    public var excludesUser: Bool
    /// The same for the kernel.
    public var excludesKernel: Bool

    /// When an event fires.
    public enum Sampling: Hashable, Sendable {
        case period(UInt64)
        case frequency(UInt64)
    }

    /// Where an event is opened.
    public enum CPUSelection: Hashable, Sendable {
        case all
        /// One CPU, the runtime's choice.
        case one
        /// This CPU.
        case only(Int)
    }

    /// An event to open; see the fields.
    public init(
        type: UInt32, config: UInt64, breakpointType: UInt32 = 0, config1: UInt64 = 0, config2: UInt64 = 0,
        sampling: Sampling, cpus: CPUSelection, excludesUser: Bool = false, excludesKernel: Bool = false
    ) {
        self.excludesUser = excludesUser
        self.excludesKernel = excludesKernel
        self.type = type
        self.config = config
        self.breakpointType = breakpointType
        self.config1 = config1
        self.config2 = config2
        self.sampling = sampling
        self.cpus = cpus
    }
}

extension AttachPoint {
    /// The same place, for a CPU alone where that can be said when attaching.
    public func restricted(toCPU cpu: Int) -> AttachPoint {
        guard case .perfEvent(var event) = self else { return self }
        event.cpus = .only(cpu)
        return .perfEvent(event)
    }
}
