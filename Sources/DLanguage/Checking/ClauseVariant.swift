/// A clause as it is checked for some of its probes.
struct ClauseVariant {
    var clause: TypedClause
    /// The elements of args[] that it names; nil where the probe has none.
    let arguments: [Int: ResolvedArgument?]
    private let derivation: ProbeDerivation?
    /// Whether anything in it depends on the probes' arguments or on their derivation.
    private let isParticular: Bool

    init(_ clause: TypedClause, _ state: ClauseState) {
        self.clause = clause
        self.clause.usesArgumentTypes = !state.usedArguments.isEmpty
        derivation = state.derivation
        arguments = state.usedArguments
        isParticular =
            state.usesRawArguments || !state.usedArguments.isEmpty || derivation?.definition.predicate != nil
    }

    /// Whether it is right for a probe with this derivation and args[], which are asked for only when they matter.
    func serves(_ other: ProbeDerivation?, _ otherArguments: () throws -> [ResolvedArgument]) throws -> Bool {
        guard isParticular || other?.definition.predicate != nil else { return true }
        guard derivation == other else { return false }
        return arguments.isEmpty ? true : agrees(with: try otherArguments())
    }

    /// Whether the elements it names are the same there.
    func agrees(with other: [ResolvedArgument]) -> Bool {
        arguments.allSatisfy { index, argument in (index < other.count ? other[index] : nil) == argument }
    }
}
