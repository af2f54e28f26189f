import BPF
import DCompiler
import SystemInfo

/// The session's state in the kernel, which every stub reads before it runs clauses.
struct SessionState {
    let loaded: LoadedPlan

    /// Writes the state before anything can fire.
    init(_ loaded: LoadedPlan) throws(SessionError) {
        self.loaded = loaded
        try write(activity: .inactive, exitStatus: 0)
    }

    /// Opens the gate for all probes, unless BEGIN has already asked to exit.
    func start() throws(SessionError) {
        guard try activity() == .inactive else { return }
        try write(activity: .active, exitStatus: 0)
    }

    /// Closes the gate; a status set by `exit()` is kept.
    func stop() throws(SessionError) { try write(activity: .draining, exitStatus: exitStatus()) }

    func activity() throws(SessionError) -> Activity {
        Activity(rawValue: try value().withRawSpan { $0.integer(at: 0, as: UInt32.self) } ?? 0) ?? .inactive
    }

    /// What `exit()` was given, 0 before.
    func exitStatus() throws(SessionError) -> Int32 {
        try value().withRawSpan { $0.integer(at: 4, as: Int32.self) } ?? 0
    }

    private func value() throws(SessionError) -> [UInt8] {
        do {
            return try loaded.maps.withMap(RuntimeMap.state) { map throws(KernelError) in try map.lookup(key: 0) ?? [] }
        } catch {
            throw SessionError("processing aborted: \(error)")
        }
    }

    private func write(activity: Activity, exitStatus: Int32) throws(SessionError) {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: activity.rawValue)
        bytes.append(littleEndian: UInt32(bitPattern: exitStatus))
        bytes.append(littleEndian: UInt64(bitPattern: wallClockOffset()))
        bytes += [UInt8](repeating: 0, count: RuntimeMap.stateSize - bytes.count)
        do {
            try loaded.maps.withMap(RuntimeMap.state) { map throws(KernelError) in try map.update(key: 0, value: bytes)
            }
        } catch {
            throw SessionError("could not enable tracing: \(error)")
        }
    }
}

extension [UInt8] {
    fileprivate mutating func append(littleEndian value: some FixedWidthInteger) {
        for shift in stride(from: 0, to: value.bitWidth, by: 8) { append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
}
