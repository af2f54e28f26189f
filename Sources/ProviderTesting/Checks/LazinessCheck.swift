import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// A listing may read this much before a full name has to read less.
    private static let little = 12

    /// Reading is counted in files opened and folders listed.
    func lazinessFindings(_ listing: Listing) -> [Finding] {
        var findings: [Finding] = []
        let foreign = ProbePattern(provider: "no_such_provider")
        if provider.mayMatch(provider: foreign.provider) {
            findings.append(Finding(.laziness, "it claims to know probes of a provider that there is not"))
        }
        if let read = try? Listing(of: provider, matching: foreign, on: system), read.access.count > 0 {
            findings.append(
                Finding(.laziness, "for another provider's name it reads \(Self.text(read.access))"))
        }
        let most = max(Self.little, listing.access.count / 4)
        for name in listing.spread(4) {
            guard let read = try? Listing(of: provider, matching: name.exactPattern, on: system) else { continue }
            if read.access.count > most {
                findings.append(
                    Finding(
                        .laziness, name,
                        "to find it by its full name \(Self.text(read.access)) are read, of all probes "
                            + "\(Self.text(listing.access))"))
            }
        }
        return findings
    }

    private static func text(_ access: FileAccess) -> String {
        "\(access.count) file\(access.count == 1 ? "" : "s") (\(access.paths.last ?? "none"))"
    }
}
