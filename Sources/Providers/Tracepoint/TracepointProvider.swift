public import ProviderAPI
public import SystemInfo

/// The kernel's static trace events: `tracepoint:<group>::<event>`, as tracefs lists them.
///
/// args[] are the fields of the event's record behind the common ones. A probe none of whose arguments is used runs on
/// the event's raw tracepoint where the kernel can tell raw tracepoints apart by a cookie (6.10 and later): it costs less,
/// and detaching does not wait. The tracepoint's own condition is checked before either kind, so both fire equally often.
/// Events of system calls, which are no tracepoints of their own, are served by `sys_enter` and `sys_exit`.
///
/// Needs tracefs, mounted and readable. Since kernel 5.15, for attach cookies.
public struct TracepointProvider: Provider {
    public let name: String

    public init() { name = "tracepoint" }

    /// The same probes under the provider name that DTrace for Linux gives them: `sdt:<group>::<event>`. They are listed and
    /// matched only where the provider is named.
    public static let sdt = TracepointProvider(alias: "sdt")

    private init(alias: String) { name = alias }

    public func availability(on system: HostSystem) -> Availability {
        system.traceEventsHindrance.map(Availability.unavailable) ?? .available
    }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard let events = system.traceEvents, pattern.provider.matches(name), pattern.function.matches("") else {
            return
        }
        // Where no provider is named, one of the two is enough.
        guard name == "tracepoint" || !pattern.provider.matches("") else { return }
        for group in try groups(matching: pattern.module, of: events) {
            for event in try names(matching: pattern.name, in: group, of: events) {
                try body(TracepointProbe(provider: name, group: group, event: event, events: events))
            }
        }
    }

    /// An exact group is not looked up: its events are, and that tells.
    private func groups(matching pattern: Glob, of events: TraceEvents) throws -> [String] {
        if let group = pattern.literal { return [group] }
        return try events.groups().filter(pattern.matches)
    }

    private func names(matching pattern: Glob, in group: String, of events: TraceEvents) throws -> [String] {
        if let event = pattern.literal { return events.contains(group: group, event: event) ? [event] : [] }
        guard events.contains(group: group) else { return [] }
        return try events.events(in: group).filter(pattern.matches)
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .isa), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.private, .private, .isa),
            arguments: .init(.private, .private, .isa))
    }
}
