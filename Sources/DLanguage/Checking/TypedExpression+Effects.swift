extension TypedExpression {
    /// Evaluating the expression for nothing but its effects: the parts that have some, as statements.
    ///
    /// What can fault has an effect, for the ERROR probe sees it: `*(char *)NULL;` is the DTrace guide's own example.
    /// Choices become conditional statements, so that parts without a value can stand in them.
    var effects: [TypedStatement] {
        switch kind {
        case .assign, .compoundAssign, .increment, .call: return [.expression(self)]
        case .convert(let inner), .unary(_, let inner): return inner.effects
        case _ where isReading && mayFault: return [.expression(self)]
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

    /// Whether the expression itself does what can fault. An aggregate is a place: nothing is read before a use says what.
    private var isReading: Bool {
        switch (kind, type.resolved) {
        case (_, .aggregate), (_, .array): false
        case (.binary(.divide, _, _), _), (.binary(.modulo, _, _), _), (.dereference, _), (.stringOf, _),
            (.member, _), (.index, _):
            true
        default: false
        }
    }

    /// Whether reading the value, and not only what it is made of, can fail.
    private var mayFault: Bool {
        switch kind {
        case .dereference, .stringOf: return true
        case .member(let base, _, _): return base.mayFault
        case .index(let base, let index, _):
            if case .integer = index.kind { return base.mayFault }
            return true
        case .binary(.divide, let first, let second), .binary(.modulo, let first, let second):
            if case .integer = second.kind { return first.mayFault }
            return true
        default: return parts.contains(where: \.mayFault)
        }
    }
}
