public import ProviderAPI
public import SystemInfo

/// The kernel's tracepoints with the arguments that the kernel passes to them: `rawtp:<group>::<event>`.
///
/// args[] have the types of the kernel's own type information: pointers to its structures rather than the fields of a
/// record, as `tracepoint` has them. The group is the trace event's; tracepoints that have no trace event have an empty
/// one. Those of loaded modules are included.
///
/// Needs type information in the kernel (CONFIG_DEBUG_INFO_BTF), and tracefs for the groups. Probes are told apart by
/// cookies since kernel 6.10, before that by a program for each.
public struct RawTracepointProvider: Provider {
    public init() {}

    public var name: String { "rawtp" }

    public func availability(on system: HostSystem) -> Availability {
        guard let hindrance = system.kernelTypesHindrance else { return .available }
        return .unavailable(
            reason:
                "the kernel describes no types (CONFIG_DEBUG_INFO_BTF), by which raw tracepoints are known: \(hindrance)"
        )
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name), pattern.function.matches("") else { return }
        var withEvent: Set<String> = []
        for group in try groups(matching: pattern.module, on: system) {
            for event in try events(matching: pattern.name, in: group, on: system) {
                guard let module = module(of: event, on: system) else { continue }
                withEvent.insert(event)
                try body(RawTracepointProbe(group: group, event: event, module: module))
            }
        }
        guard pattern.module.matches("") else { return }
        for event in try eventless(matching: pattern.name, except: withEvent, on: system) {
            try body(RawTracepointProbe(group: "", event: event, module: ""))
        }
    }

    /// `syscalls` and `ftrace` hold events that are no tracepoints.
    private func groups(matching pattern: Glob, on system: HostSystem) throws -> [String] {
        guard let events = system.traceEvents else { return [] }
        if let group = pattern.literal { return events.contains(group: group) ? [group] : [] }
        return try events.groups().filter { $0 != "syscalls" && $0 != "ftrace" && pattern.matches($0) }
    }

    private func events(matching pattern: Glob, in group: String, on system: HostSystem) throws -> [String] {
        guard let events = system.traceEvents else { return [] }
        if let event = pattern.literal { return events.contains(group: group, event: event) ? [event] : [] }
        return try events.events(in: group).filter(pattern.matches)
    }

    /// The module that has the tracepoint, empty for the kernel itself; nil for an event that is none.
    private func module(of event: String, on system: HostSystem) -> String? {
        system.hasRawTracepoint(event) ? "" : system.module(ofRawTracepoint: event)
    }

    /// Tracepoints without a trace event, sorted.
    private func eventless(
        matching pattern: Glob, except withEvent: Set<String>, on system: HostSystem
    ) throws -> [String] {
        let names = system.rawTracepoints.subtracting(withEvent)
        if let name = pattern.literal {
            guard names.contains(name) else { return [] }
            return try hasEvent(name, on: system) ? [] : [name]
        }
        return try names.filter(pattern.matches).sorted().filter { try !hasEvent($0, on: system) }
    }

    /// Whether any group has such an event.
    private func hasEvent(_ name: String, on system: HostSystem) throws -> Bool {
        guard let events = system.traceEvents else { return false }
        return try events.groups().contains { events.contains(group: $0, event: name) }
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .isa), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.private, .private, .isa),
            arguments: .init(.private, .private, .isa))
    }
}
