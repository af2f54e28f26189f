import BPF
import DCompiler
import SystemInfo

/// The session's state in the kernel, which every stub reads before it runs clauses; shared memory, no system calls.
///
/// Each word has one writer at a time: programs set the activity to draining and the exit status, we everything else.
struct SessionState: ~Copyable {
    private let words: MappedValues
    private static let activityOffset = 0
    private static let exitStatusOffset = 4

    /// Sets the clock; the activity is `inactive`, as the map is new.
    init(_ loaded: LoadedPlan) throws(SessionError) {
        do {
            words = try loaded.maps.withMap(RuntimeMap.state) { map throws(KernelError) in try MappedValues(map) }
        } catch {
            throw SessionError("could not enable tracing: \(error)")
        }
        updateClock()
    }

    /// Opens the gate for all probes, unless BEGIN has already asked to exit.
    func start() {
        if activity == .inactive { words[word: Self.activityOffset] = Activity.active.rawValue }
    }

    /// Closes the gate.
    func stop() { words[word: Self.activityOffset] = Activity.draining.rawValue }

    /// Tells programs how far the wall clock is from the monotonic one: it moves when the time is set or disciplined.
    func updateClock() { words[double: RuntimeMap.wallClockOffset] = UInt64(bitPattern: wallClockOffset()) }

    var activity: Activity { Activity(rawValue: words[word: Self.activityOffset]) ?? .inactive }

    /// What `exit()` was given, 0 before.
    var exitStatus: Int32 { Int32(bitPattern: words[word: Self.exitStatusOffset]) }
}
