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
        guard let events = system.traceEvents, (try? events.open()) != nil else {
            return try forEachUngrouped(matching: pattern, on: system, body)
        }
        var withEvent: Set<String> = []
        let searched = try groups(matching: pattern.module, of: events)
        for group in searched {
            for event in try names(matching: pattern.name, in: group, of: events) {
                guard let module = module(of: event, on: system) else { continue }
                withEvent.insert(event)
                try body(RawTracepointProbe(group: group, event: event, module: module))
            }
        }
        guard pattern.module.matches("") else { return }
        // One of a group that the pattern rules out is not one without.
        let others = Set(try groups(matching: .any, of: events)).subtracting(searched)
        for event in tracepoints(matching: pattern.name, on: system) where !withEvent.contains(event) {
            if others.contains(where: { events.contains(group: $0, event: event) }) { continue }
            try body(RawTracepointProbe(group: "", event: event, module: ""))
        }
    }

    /// Without tracefs nothing is known of groups: one that is named is taken at its word, if the tracepoint is named too.
    private func forEachUngrouped(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        let group = pattern.module.literal ?? ""
        guard group.isEmpty ? pattern.module.matches("") : pattern.name.literal != nil else { return }
        for event in tracepoints(matching: pattern.name, on: system) {
            try body(RawTracepointProbe(group: group, event: event, module: ""))
        }
    }

    /// `syscalls` and `ftrace` hold events that are no tracepoints.
    private func groups(matching pattern: Glob, of events: TraceEvents) throws -> [String] {
        if let group = pattern.literal { return events.contains(group: group) ? [group] : [] }
        return try events.groups().filter { $0 != "syscalls" && $0 != "ftrace" && pattern.matches($0) }
    }

    private func names(matching pattern: Glob, in group: String, of events: TraceEvents) throws -> [String] {
        if let event = pattern.literal { return events.contains(group: group, event: event) ? [event] : [] }
        return try events.events(in: group).filter(pattern.matches)
    }

    /// The module that has the tracepoint, empty for the kernel itself; nil for an event that is none.
    private func module(of event: String, on system: HostSystem) -> String? {
        system.hasRawTracepoint(event) ? "" : system.module(ofRawTracepoint: event)
    }

    /// The kernel's own tracepoints, sorted.
    private func tracepoints(matching pattern: Glob, on system: HostSystem) -> [String] {
        if let name = pattern.literal { return system.hasRawTracepoint(name) ? [name] : [] }
        return system.rawTracepoints.filter(pattern.matches).sorted()
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .isa), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.private, .private, .isa),
            arguments: .init(.private, .private, .isa))
    }
}
