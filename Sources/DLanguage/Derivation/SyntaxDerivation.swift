/// `probe description, ... / predicate / { probe provider:::name(e, ...); }`: the clause of a D library that makes a
/// probe of its provider out of other probes.
///
/// The predicate and the expressions are those of a clause on the probes named: `args[]` and `arg0` are theirs. Clauses
/// that name the same probe all count; those joined by `else` are alternatives, of which the first one whose
/// descriptions match a probe counts.
public struct SyntaxDerivation: Hashable, Sendable {
    /// The probes it stands on; at least one.
    public var specs: [ProbeSpec]
    /// When a firing counts; nil for always.
    public var predicate: SyntaxExpression?
    /// The provider part of the probe that is made.
    public var provider: String
    /// Its name part.
    public var name: String
    /// Its native arguments, in terms of those of the probes it stands on.
    public var values: [SyntaxExpression]
    /// Whether it follows an `else`.
    public var isAlternative: Bool
    /// Where it stands in the source.
    public var range: SourceRange
}
