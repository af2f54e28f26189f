import BPF
import ProviderAPI
import SystemInfo

/// One raw tracepoint.
struct RawTracepointProbe: Probe {
    /// The group of its trace event, empty without one.
    let group: String
    let event: String
    /// The module that has it, empty for the kernel itself.
    let module: String

    var description: ProbeDescription { ProbeDescription("rawtp", group, "", event) }

    func arguments(on system: HostSystem) -> [ProbeArgument] {
        guard let (types, parameters) = system.rawTracepoint(event, module: module) else { return [] }
        return parameters.prefix(10).enumerated().map { index, parameter in
            ProbeArgument(
                name: parameter.name, type: types.cName(of: parameter.type), index: index,
                space: types.isUserPointer(parameter.type) ? .user : .kernel)
        }
    }

    /// The context is an array of 64-bit words, one for each argument; the kernel refuses programs that read past the last.
    func sites(for demand: ContextDemand, on system: HostSystem) -> [ProbeSite] {
        // Tracepoints whose arguments nobody uses share a layout, and so a stub.
        let count = demand.arguments.isEmpty ? 0 : system.rawTracepoint(event, module: module)?.parameters.count ?? 0
        let words = (0..<min(count, 10)).map { ArgumentSource.slot(index: $0) }
        return [
            ProbeSite(
                context: ContextLayout(carrier: .rawTracepoint, arguments: words),
                attachPoint: .rawTracepoint(name: event))
        ]
    }
}
