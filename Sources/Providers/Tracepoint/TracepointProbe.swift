import BPF
import ProviderAPI
import SystemInfo

/// One trace event.
struct TracepointProbe: Probe {
    let provider: String
    let group: String
    let event: String
    let events: TraceEvents

    var description: ProbeDescription { ProbeDescription(provider, group, "", event) }

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
        if let site = try systemCallSite(for: demand, on: system) { return [site] }
        // An event without a use for its fields needs no layout: all such events share one stub.
        let sources = demand.arguments.isEmpty ? [] : try format().fields.prefix(10).map(\.source)
        return [
            ProbeSite(
                context: ContextLayout(carrier: .tracepoint, arguments: sources),
                attachPoint: .tracepoint(id: try events.id(group: group, event: event)))
        ]
    }

    /// System call events are no tracepoints of their own, and events made at run time may have any name:
    /// only a tracepoint of the kernel's own is the same event under its raw name.
    private func hasRawTracepoint(on system: HostSystem) -> Bool {
        group != "syscalls" && system.features.has(.rawTracepointCookie) && system.hasRawTracepoint(event)
            && !events.isDynamic(group: group, event: event)
    }

    /// The event of one system call as a place in `sys_enter` or `sys_exit`, which serve all calls with one program each and
    /// come off at once. Nil for other events, and when a field is used that the kernel makes itself, such as a text.
    private func systemCallSite(for demand: ContextDemand, on system: HostSystem) throws -> ProbeSite? {
        guard group == "syscalls", let isReturn, let number = SystemCallNumbers.native[call],
            events.contains(group: "raw_syscalls", event: isReturn ? "sys_exit" : "sys_enter")
        else { return nil }
        let context = SystemCallContext.native
        var layout = ContextLayout(carrier: .rawTracepoint)
        if let highest = demand.arguments.max() {
            let fields = try format().fields.prefix(10)
            let sources = [context.number(isReturn: isReturn)] + (isReturn ? [context.result] : context.arguments)
            guard fields.prefix(highest + 1).allSatisfy({ $0.storage == .value }), fields.count <= sources.count else {
                return nil
            }
            // Unused ones would only keep calls with more or fewer arguments apart.
            layout.arguments = (0...highest).map {
                demand.arguments.contains($0) && $0 < fields.count ? sources[$0] : .constant(0)
            }
        }
        return context.site(number: number, isReturn: isReturn, layout: layout, on: system)
    }

    /// The kernel's name of the system call that the event is about.
    private var call: String { String(event.dropFirst(isReturn == true ? 9 : 10)) }

    /// Whether it is the return of a system call; nil for other events.
    private var isReturn: Bool? {
        event.hasPrefix("sys_enter_") ? false : event.hasPrefix("sys_exit_") ? true : nil
    }

    private func format() throws -> EventFormat { try events.format(group: group, event: event) }
}
