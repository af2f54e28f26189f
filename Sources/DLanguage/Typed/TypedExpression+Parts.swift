extension TypedExpression {
    /// The expressions this one is made of, in the order of the source.
    public var parts: [TypedExpression] {
        switch kind {
        case .integer, .string, .builtin, .argument, .stack: []
        case .variable(_, let keys): keys
        case .userRegister(let inner), .unary(_, let inner), .increment(let inner, _, _), .convert(let inner),
            .stringOf(let inner), .dereference(let inner), .member(let inner, _, _), .addressOf(let inner),
            .symbol(let inner):
            [inner]
        case .binary(_, let first, let second), .logical(_, let first, let second), .comma(let first, let second),
            .assign(let first, let second), .compoundAssign(_, let first, let second, _),
            .index(let first, let second, _):
            [first, second]
        case .conditional(let condition, let first, let second): [condition, first, second]
        case .call(_, let arguments): arguments
        }
    }
}

extension TypedStatement {
    /// The expressions the statement evaluates.
    public var expressions: [TypedExpression] {
        switch self {
        case .expression(let value): [value]
        case .action(let action): action.expressions
        case .aggregate(let update): update.keys + [update.value, update.increment].compactMap { $0 }
        case .conditional(let condition, let then, let otherwise):
            [condition] + (then + otherwise).flatMap(\.expressions)
        }
    }
}

extension TypedAction {
    /// The arguments of the action that are values.
    public var expressions: [TypedExpression] {
        switch self {
        case .defaultTrace, .printa, .ftruncate, .clear, .denormalize, .stop: []
        case .trace(let value), .print(let value), .symbolic(let value), .exit(let value), .speculate(let value),
            .commit(let value), .discard(let value), .raise(let value), .return(let value), .chill(let value),
            .normalize(_, let value):
            [value]
        case .printf(_, let values), .system(_, let values), .freopen(_, let values): values
        case .tracemem(let value, _, let length): [value] + [length].compactMap { $0 }
        case .truncate(_, let count): [count].compactMap { $0 }
        case .setopt(let name, let value): [name] + [value].compactMap { $0 }
        case .pcap(let packet, let number): [packet, number]
        }
    }
}
