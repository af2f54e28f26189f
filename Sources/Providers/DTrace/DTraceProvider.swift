public import ProviderAPI
public import SystemInfo

/// The probes of the tracing session itself: `dtrace:::BEGIN`, `dtrace:::END` and `dtrace:::ERROR`
/// (DTrace guide, chapter dtrace Provider).
///
/// BEGIN fires once before, END once after all other probes. ERROR fires where a clause faults; the fault handling
/// fills its arguments: arg1 the enabled probe's id, arg2 the index of the action, arg3 the offset in the clause's code,
/// arg4 the kind of fault, arg5 the bad address or value.
public struct DTraceProvider: Provider {
    public init() {}

    public var name: String { "dtrace" }

    public func availability(on system: HostSystem) -> Availability { .available }

    private static let names = ["BEGIN", "END", "ERROR"]

    public func owns(probeName: String) -> Bool { Self.names.contains(probeName) }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        for name in Self.names {
            let probe = SessionProbe(name: name)
            if pattern.matches(probe.description) { try body(probe) }
        }
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.stable, .stable, .common), module: .init(.private, .private, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.stable, .stable, .common),
            arguments: .init(.stable, .stable, .common))
    }
}
