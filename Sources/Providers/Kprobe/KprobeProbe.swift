import BPF
import ProviderAPI
import SystemInfo

/// Entry or return of one kernel function.
struct KprobeProbe: Probe {
    let function: ProbedFunction
    let side: ProbedFunction.Side

    var description: ProbeDescription {
        ProbeDescription("kprobe", function.module, function.name, side.rawValue)
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] { function.arguments(at: side, on: system) }

    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] { [function.kprobe(at: side)] }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        function.replacements(for: refused, on: system)
    }
}
