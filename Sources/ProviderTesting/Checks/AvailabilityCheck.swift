import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// What the provider says of itself has to be what happens.
    func availabilityFindings(_ listing: Listing) -> [Finding] {
        let sample = ProbeSample(of: listing, on: system, isQuiet: true)
        switch provider.availability(on: system) {
        case .available:
            if listing.names.isEmpty {
                return [Finding(.availability, "it is available and lists no probe\(scopeText)")]
            }
            if sample.probes.isEmpty || attaches(sample, of: provider) { return [] }
            return [Finding(.availability, sample.names.first, "it is available, but this probe cannot be enabled")]
        case .unavailable(let reason):
            if reason.trimmed.isEmpty { return [Finding(.availability, "it is unavailable and gives no reason")] }
            if reason.hasSuffix(".") { return [Finding(.availability, "its reason ends in a full stop: \(reason)")] }
            if sample.probes.isEmpty || !attaches(sample, of: TrustedProvider(provider)) { return [] }
            return [
                Finding(
                    .availability, sample.names.first, "it is unavailable (\(reason)), but this probe can be enabled")
            ]
        }
    }

    private var scopeText: String { scope == ProbePattern() ? "" : " for \(scope)" }

    /// Whether one of the sample can be enabled.
    private func attaches(_ sample: ProbeSample, of provider: any Provider) -> Bool {
        sample.names.contains { name in
            (try? session(of: provider).run("\(name.spec) { @ = count(); }")) != nil
        }
    }
}

/// A provider that is tried although it says that it cannot work.
private struct TrustedProvider: Provider {
    let base: any Provider

    init(_ base: any Provider) { self.base = base }

    var name: String { base.name }
    var stability: ProviderStability { base.stability }
    func availability(on system: HostSystem) -> Availability { .available }
    func mayMatch(provider pattern: Glob) -> Bool { base.mayMatch(provider: pattern) }
    func owns(probeName: String) -> Bool { base.owns(probeName: probeName) }
    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws { try base.forEachProbe(matching: pattern, on: system, body) }
}

extension String {
    /// Without blanks at both ends.
    var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
