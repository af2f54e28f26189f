import SystemInfo

/// An event that perf knows on every machine, by the names of `<linux/perf_event.h>` in lower case.
struct GenericEvent: Hashable {
    let name: String
    let encoding: CounterEncoding
    /// The count that listings show.
    let usualCount: UInt64
    /// The least count: below it a machine would do nothing else.
    let leastCount: UInt64

    /// Whether it needs a hardware counter.
    var isHardware: Bool { encoding.type != Self.softwareType }

    /// `PERF_COUNT_HW_*`: `PERF_TYPE_HARDWARE` is 0. The least count is DTrace's own.
    static let hardware = names(
        "cpu_cycles instructions cache_references cache_misses branch_instructions branch_misses bus_cycles "
            + "stalled_cycles_frontend stalled_cycles_backend ref_cpu_cycles"
    ).enumerated().map { number, name in
        GenericEvent(
            name: name, encoding: CounterEncoding(type: 0, config: UInt64(number)), usualCount: 1_000_000,
            leastCount: 5_000)
    }

    /// `PERF_COUNT_SW_*`; those of clocks are counted in nanoseconds.
    static let software = names(
        "cpu_clock task_clock page_faults context_switches cpu_migrations page_faults_min page_faults_maj "
            + "alignment_faults emulation_faults"
    ).enumerated().map { number, name in
        GenericEvent(
            name: name, encoding: CounterEncoding(type: softwareType, config: UInt64(number)),
            usualCount: number < 2 ? 1_000_000 : 1, leastCount: number < 2 ? 10_000 : 1)
    }

    /// `PERF_COUNT_HW_CACHE_*`: the cache, the operation and the result in a byte each; `PERF_TYPE_HW_CACHE` is 3.
    static let caches: [GenericEvent] = {
        var events: [GenericEvent] = []
        for (cache, cacheName) in names("l1d l1i ll dtlb itlb bpu node").enumerated() {
            for (operation, operationName) in names("read write prefetch").enumerated() {
                for (result, resultName) in names("access miss").enumerated() {
                    let config = UInt64(cache) | UInt64(operation) << 8 | UInt64(result) << 16
                    events.append(
                        GenericEvent(
                            name: "\(cacheName)_\(operationName)_\(resultName)",
                            encoding: CounterEncoding(type: 3, config: config), usualCount: 1_000_000,
                            leastCount: 5_000))
                }
            }
        }
        return events
    }()

    static let all = software + hardware + caches

    /// `PERF_TYPE_SOFTWARE`.
    static let softwareType: UInt32 = 1

    private static func names(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
}
