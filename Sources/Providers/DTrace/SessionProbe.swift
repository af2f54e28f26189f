import BPF
import ProviderAPI
import SystemInfo

/// One of BEGIN, END and ERROR: run by the session, so nothing is attached and no argument has a source.
struct SessionProbe: Probe {
    let name: String

    var description: ProbeDescription { ProbeDescription("dtrace", "", "", name) }

    func arguments(on system: HostSystem) -> [ProbeArgument] { [] }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        [ProbeSite(context: ContextLayout(carrier: .rawTracepoint), attachPoint: .testRun)]
    }
}
