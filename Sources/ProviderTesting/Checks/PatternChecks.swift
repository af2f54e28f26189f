import ProviderAPI
import SystemInfo

extension ProviderConformance {
    /// Full names and patterns find what they should.
    func patternFindings(_ listing: Listing) -> [Finding] {
        var findings: [Finding] = []
        for name in listing.spread(8) {
            let found = names(matching: name.exactPattern)
            // A part that is empty matches everything.
            if !found.contains(name) {
                findings.append(Finding(.exactNames, name, "its full name does not find it"))
            } else if found.contains(where: { !$0.isNamed(by: name) }) {
                findings.append(Finding(.exactNames, name, "its full name finds others too"))
            }
        }
        for pattern in patterns(from: listing) {
            let expected = listing.names.filter { pattern.referenceMatches($0) }
            let found = names(matching: pattern)
            if Set(found) != Set(expected) {
                let wrong = Set(found).symmetricDifference(expected).first
                findings.append(
                    Finding(
                        .patterns, wrong,
                        "the pattern \(pattern) finds \(found.count) probes where it matches \(expected.count)"))
            } else if found != expected {
                findings.append(Finding(.order, "the pattern \(pattern) changes the order"))
            }
        }
        return findings
    }

    func names(matching pattern: ProbePattern) -> [ProbeDescription] {
        (try? Listing(of: provider, matching: pattern, on: system))?.names ?? []
    }

    /// Patterns of every kind made from names of the listing; parts that the scope gives stay as they are.
    private func patterns(from listing: Listing) -> [ProbePattern] {
        var patterns: [ProbePattern] = []
        for name in listing.spread(3) {
            for make in [
                Self.beginning, Self.end, Self.withQuestionMark, Self.withSet, Self.withNegatedSet, Self.nonsense,
            ] {
                for part in [\ProbePattern.module, \.function, \.name] where scope[keyPath: part].text.isEmpty {
                    var pattern = scope
                    if pattern.provider.text.isEmpty { pattern.provider = Glob(exactly: name.provider) }
                    let text = name.text(of: part)
                    guard !text.isEmpty, text.utf8.allSatisfy({ $0 < 0x80 }) else { continue }
                    pattern[keyPath: part] = Glob(make(text))
                    patterns.append(pattern)
                }
            }
        }
        var seen: Set<ProbePattern> = []
        return patterns.filter { seen.insert($0).inserted }
    }

    private static func quoted(_ text: some StringProtocol) -> String { Glob(exactly: String(text)).text }
    private static func beginning(_ text: String) -> String { quoted(text.prefix((text.count + 1) / 2)) + "*" }
    private static func end(_ text: String) -> String { "*" + quoted(text.suffix((text.count + 1) / 2)) }
    private static func withQuestionMark(_ text: String) -> String { "?" + quoted(text.dropFirst()) }
    private static func withSet(_ text: String) -> String { "[a-zA-Z_]" + quoted(text.dropFirst()) }
    private static func withNegatedSet(_ text: String) -> String { "[!a-m]*" + quoted(text.suffix(1)) }
    private static func nonsense(_ text: String) -> String { "no such \(text)" }
}

extension ProbePattern {
    /// Whether the simplest possible matcher takes the description.
    func referenceMatches(_ probe: ProbeDescription) -> Bool {
        zip([provider, module, function, name], [probe.provider, probe.module, probe.function, probe.name])
            .allSatisfy { ReferenceGlob($0.text).matches($1) }
    }
}

extension ProbeDescription {
    /// The pattern of the full name.
    var exactPattern: ProbePattern {
        ProbePattern(
            provider: Glob(exactly: provider), module: Glob(exactly: module), function: Glob(exactly: function),
            name: Glob(exactly: name))
    }

    /// Whether the full name of another probe may find this one: its empty parts match everything.
    fileprivate func isNamed(by other: ProbeDescription) -> Bool {
        provider == other.provider && name == other.name && (other.module.isEmpty || module == other.module)
            && (other.function.isEmpty || function == other.function)
    }

    fileprivate func text(of part: KeyPath<ProbePattern, Glob>) -> String {
        switch part {
        case \.module: module
        case \.function: function
        default: name
        }
    }
}
