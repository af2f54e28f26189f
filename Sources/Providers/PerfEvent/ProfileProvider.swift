public import ProviderAPI
public import SystemInfo

/// Probes that fire at fixed intervals: `profile:::profile-<n>[unit]` on every CPU, `profile:::tick-<n>[unit]` on one
/// (DTrace guide, chapter profile Provider).
///
/// Units are hz (the default), ns, us, ms, s, m, h and d with their long spellings. Intervals below 200 us do not exist.
/// Listings show the usual rates; any other may be named.
///
/// Runs on the kernel's CPU clock, which keeps going while a CPU is idle. Since kernel 4.9.
public struct ProfileProvider: Provider {
    public init() {}

    public var name: String { "profile" }

    public func availability(on system: HostSystem) -> Availability { .available }

    private static let listed =
        [97, 199, 499, 997, 1999, 4001, 4999].map { "profile-\($0)" }
        + [1, 10, 100, 500, 1000, 5000].map { "tick-\($0)" }

    public func owns(probeName: String) -> Bool { ProfileProbe(name: probeName) != nil }

    public func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name), pattern.module.matches(""), pattern.function.matches("") else { return }
        if let name = pattern.name.literal {
            if let probe = ProfileProbe(name: name) { try body(probe) }
            return
        }
        for name in Self.listed where pattern.name.matches(name) {
            if let probe = ProfileProbe(name: name) { try body(probe) }
        }
    }

    public var stability: ProviderStability {
        ProviderStability(
            provider: .init(.evolving, .evolving, .common), module: .init(.unstable, .unstable, .unknown),
            function: .init(.private, .private, .unknown), name: .init(.evolving, .evolving, .common),
            arguments: .init(.evolving, .evolving, .common))
    }
}
