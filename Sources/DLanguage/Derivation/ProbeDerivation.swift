/// What the checker needs to know of a probe that is made out of others.
///
/// Such a probe has no arguments of its own in the probe context: a clause on it is compiled as a clause on the probes it
/// stands on, in which each native argument is replaced by its expression, behind the derivation's predicate.
public struct ProbeDerivation: Hashable, Sendable {
    /// The clause that makes the probe.
    public var definition: SyntaxDerivation
    /// The native arguments as the provider declares them, in C or D syntax.
    public var nativeTypes: [String]
    /// args[] of the probes it stands on.
    public var sourceArguments: [ResolvedArgument]
    /// The lines of the library that the definition is from.
    public var map: SourceMap

    /// A derivation; see the fields.
    public init(
        definition: SyntaxDerivation, nativeTypes: [String], sourceArguments: [ResolvedArgument], map: SourceMap
    ) {
        self.definition = definition
        self.nativeTypes = nativeTypes
        self.sourceArguments = sourceArguments
        self.map = map
    }
}

extension ProbeResolver {
    /// No probe is made out of others.
    public func derivation(of probe: Int) throws -> ProbeDerivation? { nil }
}
