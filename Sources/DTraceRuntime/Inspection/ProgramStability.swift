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
        var result = ProgramStability(probes: .strongest, statements: .strongest)
        for clause in clauses {
            var arguments = StabilityAttributes.strongest
            for probe in clause.probes {
                let entry = table[probe]
                result.probes = .weaker(result.probes, entry.stability.weakest(of: entry.description))
                arguments = .weaker(arguments, entry.stability.arguments)
            }
            for expression in [clause.predicate].compactMap({ $0 }) + clause.statements.flatMap(\.expressions) {
                result.statements = .weaker(result.statements, Self.stability(of: expression, arguments: arguments))
            }
        }
        return result
    }

    /// The weakest of an expression's identifiers.
    private static func stability(
        of expression: TypedExpression, arguments: StabilityAttributes
    ) -> StabilityAttributes {
        var result: StabilityAttributes =
            switch expression.kind {
            case .argument: arguments
            // The layout of the task is the kernel's own affair.
            case .builtin(.curthread): StabilityAttributes(.stable, .private, .common)
            default: .strongest
            }
        for part in expression.parts { result = .weaker(result, stability(of: part, arguments: arguments)) }
        return result
    }
}

extension StabilityAttributes {
    /// What D itself has.
    static let strongest = StabilityAttributes(.stable, .stable, .common)

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
