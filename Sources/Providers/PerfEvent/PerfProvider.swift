import BPF
public import ProviderAPI
public import SystemInfo

/// Software events and hardware breakpoints of perf: `perf:software:<event>:<period>` and
/// `perf:breakpoint:<place>:<access>`.
///
/// A software event probe fires once every `<period>` events on each CPU; periods of `cpu-clock` and `task-clock` are
/// in ns and at least 10000. Listings show one usual period an event; any other may be named. A breakpoint's place is a
/// hexadecimal address or a kernel symbol, its access `rw`, `w` or `x`; data breakpoints watch the 8, 4, 2 or 1 bytes
/// that begin at the address and are aligned. There is no end to them, so they are never listed.
///
/// arg0 is the program counter in the kernel, or 0; arg1 the one in user space, or 0; arg2 the address an event is
/// about, or 0; arg3 the period. Since kernel 4.9.
public struct PerfProvider: Provider {
    public init() {}

    public var name: String { "perf" }

    public func availability(on system: HostSystem) -> Availability { .available }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name) else { return }
        if pattern.module.matches(SoftwareEventProbe.module) {
            for event in SoftwareEvent.all where pattern.function.matches(event.name) {
                let period = pattern.name.literal ?? String(event.usualPeriod)
                guard pattern.name.matches(period), let probe = SoftwareEventProbe(event, period: period) else {
                    continue
                }
                try body(probe)
            }
        }
        if pattern.module.matches(BreakpointProbe.module), let place = pattern.function.literal {
            guard system.features.has(.breakpointEvents) else { return }
            let accesses = BreakpointProbe.Access.allCases.filter { pattern.name.matches($0.rawValue) }
            guard !accesses.isEmpty, let address = try Self.address(of: place, on: system) else { return }
            for access in accesses { try body(BreakpointProbe(place: place, address: address, access: access)) }
        }
    }

    /// `0x` and hexadecimal digits, or a kernel symbol whose address may be seen.
    private static func address(of place: String, on system: HostSystem) throws -> UInt64? {
        if place.hasPrefix("0x") { return UInt64(place.dropFirst(2), radix: 16) }
        guard let symbol = try system.kernelSymbols.symbol(named: place) else { return nil }
        guard symbol.address != 0 else {
            throw ProviderError(
                "the kernel hides the address of \(place) from this process: give the address, or run with CAP_SYSLOG")
        }
        return symbol.address
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .common), module: .init(.evolving, .evolving, .common),
            function: .init(.private, .private, .unknown), name: .init(.evolving, .evolving, .common),
            arguments: .init(.evolving, .evolving, .common))
    }
}
