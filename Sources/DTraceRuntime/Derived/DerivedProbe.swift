import BPF
import DLanguage
import ProviderAPI
import SystemInfo

/// A probe that a D library makes out of other providers' probes.
///
/// It fires wherever one of its sources does and the derivation's predicate holds. Clauses on it are compiled for the
/// arguments of the sources, so its sites are the sources' own.
struct DerivedProbe: Probe {
    /// One clause that makes the probe, with the probes of this kernel that it names.
    struct Branch: Sendable {
        var definition: SyntaxDerivation
        var sources: [any Probe]
    }

    let description: ProbeDescription
    let declaration: DeclaredProvider.Probe
    /// The lines of the library.
    let map: SourceMap
    /// The ways to make it that count on this kernel; at least one.
    private(set) var branches: [Branch]

    /// The probe with a branch for each kind of arguments that the sources of a clause have: what is checked for one
    /// source serves all of its branch. It takes the sources' types, which listing does without.
    func sortedByArguments(on system: HostSystem) throws -> DerivedProbe {
        var sorted = self
        sorted.branches = try branches.flatMap { try $0.sortedByArguments(on: system) }
        return sorted
    }

    func arguments(on system: HostSystem) -> [ProbeArgument] {
        declaration.arguments.map { name, argument in
            ProbeArgument(name: name, type: argument.type, index: argument.index)
        }
    }

    /// The sites of every branch; a session enables the branches one by one.
    func sites(for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        try branches.indices.flatMap { try sites(ofBranch: $0, for: demand, on: system) }
    }

    func replacements(for refused: AttachPoint, on system: HostSystem) -> [AttachPoint] {
        for source in branches.joinedSources {
            let others = source.replacements(for: refused, on: system)
            if !others.isEmpty { return others }
        }
        return []
    }

    func sites(ofBranch branch: Int, for demand: ContextDemand, on system: HostSystem) throws -> [ProbeSite] {
        try branches[branch].sources.flatMap { try $0.sites(for: demand, on: system) }
    }

    /// What the checker needs to know of a branch.
    func derivation(ofBranch branch: Int, on system: HostSystem) throws -> ProbeDerivation {
        let source = branches[branch].sources.first
        return ProbeDerivation(
            definition: branches[branch].definition, nativeTypes: declaration.nativeTypes,
            sourceArguments: try source?.arguments(on: system).map(ResolvedArgument.init) ?? [], map: map)
    }
}

extension DerivedProbe.Branch {
    fileprivate func sortedByArguments(on system: HostSystem) throws -> [Self] {
        guard sources.count > 1 else { return [self] }
        var groups: [(arguments: [ProbeArgument], probes: [any Probe])] = []
        for probe in sources {
            let arguments = try probe.arguments(on: system)
            if let index = groups.firstIndex(where: { $0.arguments == arguments }) {
                groups[index].probes.append(probe)
            } else {
                groups.append((arguments, [probe]))
            }
        }
        return groups.map { Self(definition: definition, sources: $0.probes) }
    }
}

extension [DerivedProbe.Branch] {
    fileprivate var joinedSources: [any Probe] { flatMap(\.sources) }
}

extension ResolvedArgument {
    /// An argument as its provider describes it.
    init(_ argument: ProbeArgument) {
        self.init(type: argument.type, index: argument.index, isUserPointer: argument.space == .user)
    }
}
