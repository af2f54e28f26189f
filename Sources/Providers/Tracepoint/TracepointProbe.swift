import BPF
import ProviderAPI
import SystemInfo

/// One trace event.
struct TracepointProbe: Probe {
    let group: String
    let event: String
    let events: TraceEvents

    var description: ProbeDescription { ProbeDescription("tracepoint", group, "", event) }

    func arguments(on system: HostSystem) throws -> [ProbeArgument] {
        let space: AddressSpace = group == "syscalls" ? .user : .kernel
        return try format().fields.prefix(10).enumerated().map { index, field in
            ProbeArgument(
                name: field.name, type: field.argumentType, index: index, space: field.isInRecord ? .kernel : space)
        }
    }

    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        if demand == .nothing, hasRawTracepoint(on: system) {
            return [
                ProbeSite(context: ContextLayout(carrier: .rawTracepoint), attachPoint: .rawTracepoint(name: event))
            ]
        }
        // An event without a use for its fields needs no layout: all such events share one stub.
        let sources = demand.arguments.isEmpty ? [] : try format().fields.prefix(10).map(\.source)
        return [
            ProbeSite(
                context: ContextLayout(carrier: .tracepoint, arguments: sources),
                attachPoint: .tracepoint(id: try events.id(group: group, event: event)))
        ]
    }

    /// System call events are filters of `raw_syscalls`, and events made at run time may have any name:
    /// only a tracepoint of the kernel's own is the same event under its raw name.
    private func hasRawTracepoint(on system: HostSystem) -> Bool {
        group != "syscalls" && system.features.has(.rawTracepointCookie) && system.hasRawTracepoint(event)
            && !events.isDynamic(group: group, event: event)
    }

    private func format() throws -> EventFormat { try events.format(group: group, event: event) }
}
