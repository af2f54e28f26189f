import BPF
import ProviderAPI
import SystemInfo

/// Every n-th software event.
struct SoftwareEventProbe: Probe {
    static let module = "software"

    private let event: SoftwareEvent
    private let period: UInt64

    /// Nil when the text is not a period of the event: a number without leading zeros, in range.
    init?(_ event: SoftwareEvent, period: String) {
        guard let number = UInt64(period), String(number) == period,
            (event.shortestPeriod...UInt64(Int64.max)).contains(number)
        else { return nil }
        self.event = event
        self.period = number
    }

    var description: ProbeDescription { ProbeDescription("perf", Self.module, event.name, String(period)) }

    func arguments(on system: HostSystem) -> [ProbeArgument] { SampledContext.arguments }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        let point = PerfEventAttachPoint(
            type: PerfType.software, config: event.config, sampling: .period(period), cpus: .all)
        return [ProbeSite(context: SampledContext.full, attachPoint: .perfEvent(point))]
    }
}
