import DLanguage
public import ProviderAPI

/// The weakest stability of what a source relies on (DTrace guide, chapter Stability).
public struct ProgramStability: Hashable, Sendable {
    /// Of the names of the probes.
    public var probes: StabilityAttributes
    /// Of what the predicates and statements use.
    public var statements: StabilityAttributes
}

extension Session {
    /// The stability of each source that has clauses with probes, after `prepare`; nil for the others.
    public func stability(ofSource source: Int) -> ProgramStability? {
        guard let prepared else { return nil }
        let clauses = prepared.typed.clauses.filter { $0.source == source && !$0.probes.isEmpty }
        guard !clauses.isEmpty else { return nil }
        var probes = Attributes.strongest
        var statements = Attributes.strongest
        for clause in clauses {
            for probe in clause.probes { probes = table.attributes(of: probe).map { $0.name.weaker(probes) } ?? probes }
            statements = statements.weaker(clause.attributes)
        }
        return ProgramStability(probes: StabilityAttributes(probes), statements: StabilityAttributes(statements))
    }
}

extension Attributes {
    /// The language's form of a provider's stability.
    init(_ attributes: StabilityAttributes) {
        self.init(
            names: Self.levels.firstIndex(of: attributes.names.rawValue) ?? 0,
            data: Self.levels.firstIndex(of: attributes.data.rawValue) ?? 0,
            dependency: Self.classes.firstIndex(of: attributes.dependency.rawValue) ?? 0)
    }
}

extension StabilityAttributes {
    /// The provider interface's form of what the language found.
    init(_ attributes: Attributes) {
        self.init(
            Stability(rawValue: Attributes.levels[attributes.names]) ?? .internal,
            Stability(rawValue: Attributes.levels[attributes.data]) ?? .internal,
            DependencyClass(rawValue: Attributes.classes[attributes.dependency]) ?? .unknown)
    }

    /// The weaker of each of the three.
    static func weaker(_ one: StabilityAttributes, _ other: StabilityAttributes) -> StabilityAttributes {
        StabilityAttributes(
            min(one.names, other.names), min(one.data, other.data), min(one.dependency, other.dependency))
    }
}

extension ProviderStability {
    /// The stability of a probe's name: the weakest of the parts it has.
    public func weakest(of probe: ProbeDescription) -> StabilityAttributes {
        let parts = [(probe.module, module), (probe.function, function), (probe.name, name)]
        return parts.reduce(provider) { $1.0.isEmpty ? $0 : .weaker($0, $1.1) }
    }
}
