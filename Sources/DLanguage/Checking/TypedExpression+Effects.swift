extension TypedExpression {
    /// Evaluating the expression for nothing but its effects: the parts that have some, as statements.
    ///
    /// Choices become conditional statements, so that parts without a value can stand in them.
    var effects: [TypedStatement] {
        switch kind {
        case .assign, .compoundAssign, .increment, .call: return [.expression(self)]
        case .convert(let inner), .stringOf(let inner), .unary(_, let inner): return inner.effects
        case .comma(let first, let second), .binary(_, let first, let second), .logical(.xor, let first, let second):
            return first.effects + second.effects
        case .logical(let operation, let first, let second):
            let later = second.effects
            guard !later.isEmpty else { return first.effects }
            return operation == .and
                ? [.conditional(first, then: later, otherwise: [])]
                : [.conditional(first, then: [], otherwise: later)]
        case .conditional(let condition, let then, let otherwise):
            let (then, otherwise) = (then.effects, otherwise.effects)
            guard !then.isEmpty || !otherwise.isEmpty else { return condition.effects }
            return [.conditional(condition, then: then, otherwise: otherwise)]
        default: return []
        }
    }
}
