import BPF
import ProviderAPI
import SystemInfo

/// One interval: on all CPUs or on one.
struct ProfileProbe: Probe {
    let name: String
    private let period: SamplingPeriod
    private let cpus: PerfEventAttachPoint.CPUSelection

    /// Nil when the name is not one of an interval.
    init?(name: String) {
        let (prefix, cpus): (String, PerfEventAttachPoint.CPUSelection) =
            name.hasPrefix("tick-") ? ("tick-", .one) : ("profile-", .all)
        guard name.hasPrefix(prefix), let period = SamplingPeriod(name.dropFirst(prefix.count)) else { return nil }
        self.name = name
        self.period = period
        self.cpus = cpus
    }

    var description: ProbeDescription { ProbeDescription("profile", "", "", name) }

    /// Program counters are only arg0 and arg1: they have no typed form.
    func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        // The configuration 0 is the CPU clock; its period is an interval in ns.
        let event = PerfEventAttachPoint(
            type: PerfType.software, config: 0, sampling: .period(period.nanoseconds), cpus: cpus)
        return [ProbeSite(context: SampledContext.programCounters, attachPoint: .perfEvent(event))]
    }
}
