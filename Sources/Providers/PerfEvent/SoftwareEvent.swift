/// A software event of perf, `enum perf_sw_ids` of `<linux/perf_event.h>`.
struct SoftwareEvent: Hashable {
    let name: String
    let config: UInt64
    /// The period listings show: every event, or every millisecond of a clock.
    let usualPeriod: UInt64
    /// The shortest period the kernel keeps to.
    let shortestPeriod: UInt64

    private init(_ name: String, _ config: UInt64, isClock: Bool = false) {
        self.name = name
        self.config = config
        usualPeriod = isClock ? 1_000_000 : 1
        shortestPeriod = isClock ? 10_000 : 1
    }

    static let all = [
        SoftwareEvent("cpu-clock", 0, isClock: true), SoftwareEvent("task-clock", 1, isClock: true),
        SoftwareEvent("page-faults", 2), SoftwareEvent("context-switches", 3), SoftwareEvent("cpu-migrations", 4),
        SoftwareEvent("minor-faults", 5), SoftwareEvent("major-faults", 6), SoftwareEvent("alignment-faults", 7),
        SoftwareEvent("emulation-faults", 8),
    ]
}
