import ProviderAPI
import SystemInfo

/// The probes a provider lists for a pattern, with what it read for that.
struct Listing {
    let probes: [any Probe]
    let names: [ProbeDescription]
    let access: FileAccess

    init(of provider: any Provider, matching pattern: ProbePattern, on system: HostSystem) throws {
        var probes: [any Probe] = []
        access = try FileAccess.recording {
            try provider.forEachProbe(matching: pattern, on: system) { probes.append($0) }
        }.access
        self.probes = probes
        names = probes.map(\.description)
    }

    /// Up to `count` of its names, spread over the whole.
    func spread(_ count: Int) -> [ProbeDescription] {
        guard names.count > count, count > 1 else { return names }
        return (0..<count).map { names[$0 * (names.count - 1) / (count - 1)] }
    }

    /// What is wrong with the listing itself.
    func findings(of conformance: ProviderConformance) -> [Finding] {
        var findings: [Finding] = []
        if let again = try? Listing(of: conformance.provider, matching: conformance.scope, on: conformance.system) {
            if again.names != names {
                let place = zip(names, again.names).first { $0 != $1 }?.0
                findings.append(
                    Finding(.order, place, "two listings differ: of \(names.count) and \(again.names.count) probes"))
            }
        } else {
            findings.append(Finding(.order, "the second listing failed"))
        }
        var seen: Set<ProbeDescription> = []
        for name in names where !seen.insert(name).inserted {
            findings.append(Finding(.uniqueness, name, "it is listed twice"))
        }
        for name in names {
            if let problem = name.problem { findings.append(Finding(.names, name, problem)) }
        }
        return findings
    }
}

extension ProbeDescription {
    /// Why the name cannot be listed or written in a script.
    fileprivate var problem: String? {
        if name.isEmpty { return "its name is empty" }
        if provider.isEmpty { return "its provider is empty" }
        if (provider + name).contains(":") { return "its provider or name has a colon" }
        let parts = provider + module + function + name
        return parts.unicodeScalars.contains { $0.properties.generalCategory == .control }
            ? "it has a control character" : nil
    }
}
