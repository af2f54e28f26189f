import DLanguage
import ProviderAPI
import SystemInfo

/// A provider that a D library declares, over the providers of the program.
///
/// The library is parsed when a pattern first names the provider, and one of its probes if it names any.
struct DerivedProvider: Provider {
    let name: String
    private let library: DeclaredLibrary
    /// Where its sources are looked for.
    private let sources: [any Provider]

    init(name: String, library: DeclaredLibrary, sources: [any Provider]) {
        self.name = name
        self.library = library
        self.sources = sources
    }

    /// Usable when at least one of its probes has what it stands on.
    func availability(on system: HostSystem) -> Availability {
        do {
            let declaration = try library.provider(name)
            var missing: [String] = []
            for probe in declaration.probes {
                if try !branches(of: probe, on: system).isEmpty { return .available }
                missing.append(try absence(of: probe, on: system))
            }
            return .unavailable(reason: missing.first ?? "its library makes no probe")
        } catch {
            return .unavailable(reason: "\(error)")
        }
    }

    /// The probes that have nothing to stand on.
    func shortcoming(on system: HostSystem) -> String? {
        guard let declaration = try? library.provider(name) else { return nil }
        let missing = declaration.probes.filter { (try? branches(of: $0, on: system))?.isEmpty != false }
        guard let first = missing.first, let reason = try? absence(of: first, on: system) else { return nil }
        return "without \(missing.map(\.name).joined(separator: ", ")): \(reason)"
    }

    /// Each probe finds out for itself.
    func answers(_ pattern: ProbePattern, on system: HostSystem) -> Bool { true }

    func forEachProbe(
        matching pattern: ProbePattern, on system: HostSystem, _ body: (any Probe) throws -> Void
    ) throws {
        guard pattern.provider.matches(name), pattern.module.matches(KernelSymbol.kernelModule),
            pattern.function.matches(""), pattern.name.literal.map(library.mentions) ?? true
        else { return }
        let declaration = try library.provider(name)
        for probe in declaration.probes where pattern.name.matches(probe.name) {
            let branches = try branches(of: probe, on: system)
            guard !branches.isEmpty else { continue }
            try body(
                DerivedProbe(
                    description: ProbeDescription(name, KernelSymbol.kernelModule, "", probe.name),
                    declaration: probe, map: declaration.map, branches: branches))
        }
    }

    var stability: ProviderStability {
        (try? library.provider(name).stability)
            ?? ProviderStability(provider: .ours, module: .theirs, function: .theirs, name: .ours, arguments: .ours)
    }

    /// Why the probes that a pattern names are not there; nil when it names none that are declared, or they are.
    func absence(of pattern: ProbePattern, on system: HostSystem) -> String? {
        guard let declaration = try? library.provider(name), pattern.module.matches(KernelSymbol.kernelModule),
            let probe = declaration.probes.first(where: { pattern.name.matches($0.name) }),
            (try? branches(of: probe, on: system))?.isEmpty != false
        else { return nil }
        return try? absence(of: probe, on: system)
    }

    private func absence(of probe: DeclaredProvider.Probe, on system: HostSystem) throws -> String {
        let specs = probe.derivations.joined().flatMap(\.specs)
        for spec in specs {
            for source in sources where source.mayMatch(provider: spec.pattern.provider) {
                if case .unavailable(let reason) = source.availability(on: system) {
                    return "\(name):::\(probe.name) stands on \(spec.pattern): \(reason)"
                }
            }
        }
        let names = specs.map { "\($0.pattern)" }.joined(separator: ", ")
        return "\(name):::\(probe.name) stands on \(names), of which this kernel has none"
    }

    /// The ways to make a probe that count here: of each chain the first one with sources.
    private func branches(of probe: DeclaredProvider.Probe, on system: HostSystem) throws -> [DerivedProbe.Branch] {
        var branches: [DerivedProbe.Branch] = []
        for chain in probe.derivations {
            for definition in chain {
                let found = try definition.specs.flatMap { try probes(matching: $0.pattern, on: system) }
                if found.isEmpty { continue }
                branches.append(.init(definition: definition, sources: found))
                break
            }
        }
        return branches
    }

    private func probes(matching pattern: ProbePattern, on system: HostSystem) throws -> [any Probe] {
        var found: [any Probe] = []
        for source in sources where source.mayMatch(provider: pattern.provider) {
            guard case .available = source.availability(on: system) else { continue }
            try source.forEachProbe(matching: pattern, on: system) { found.append($0) }
        }
        return found
    }
}

extension StabilityAttributes {
    /// Of names and arguments that the DTrace guide documents.
    static let ours = StabilityAttributes(.evolving, .evolving, .isa)
    /// Of parts that have no meaning.
    static let theirs = StabilityAttributes(.private, .private, .unknown)
}
