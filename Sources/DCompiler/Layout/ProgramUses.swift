import DLanguage

extension TypedProgram {
    /// Whether any clause calls the subroutine.
    func calls(_ subroutine: Subroutine) -> Bool { clauses.contains { $0.calls(subroutine) } }

    /// Whether the variable is an array of which every clause uses the running thread's element alone: `x[tid]`.
    func isKeptByThread(_ variable: Variable) -> Bool {
        guard variable.scope == .global, variable.keys.count == 1 else { return false }
        return !clauses.contains { clause in
            clause.contains { use in
                if case .variable(variable.id, let keys) = use.kind { !keys.allSatisfy(\.isThread) } else { false }
            }
        }
    }

    /// The clauses that no other one follows or precedes at any probe: nothing of a firing has to outlast them.
    func clausesAlone() -> Set<Int> {
        var takers: [Int: Int] = [:]
        for clause in clauses { for probe in Set(clause.probes) { takers[probe, default: 0] += 1 } }
        return Set(clauses.indices.filter { clauses[$0].probes.allSatisfy { takers[$0] == 1 } })
    }

    /// Whether the variable is a number that one clause has to itself. Nobody can take its address.
    func isOwnNumber(_ variable: Variable, _ layout: TypeLayout) -> Bool {
        guard variable.scope == .clause, variable.keys.isEmpty, layout.isScalar(variable.type) else { return false }
        let users = clauses.count { clause in
            clause.contains { if case .variable(variable.id, _) = $0.kind { true } else { false } }
        }
        return users == 1
    }

    /// Whether a statement sets the variable or elements of it to zero.
    func clears(_ variable: VariableID) -> Bool {
        clauses.contains { $0.statements.contains { $0.clears(variable) } }
    }
}

extension TypedClause {
    /// Whether its predicate or a statement calls the subroutine.
    func calls(_ subroutine: Subroutine) -> Bool {
        contains { expression in
            if case .call(subroutine, _) = expression.kind { true } else { false }
        }
    }

    /// Whether any expression of its predicate or statements, or a part of one, is as `test` says.
    func contains(_ test: (TypedExpression) -> Bool) -> Bool {
        (predicate?.contains(test) ?? false) || statements.contains { $0.contains(test) }
    }
}

/// A number that does not change during a firing.
indirect enum StableNumber: Hashable {
    case integer(Int64, DType)
    case argument(Int, DType)
    case builtin(BuiltinVariable)
    case converted(StableNumber, DType)
}

extension TypedStatement {
    fileprivate func clears(_ variable: VariableID) -> Bool {
        switch self {
        case .expression(let expression):
            if case .assign(let target, let value) = expression.kind, case .variable(variable, _) = target.kind {
                return value.isZero
            }
            return false
        case .conditional(_, let first, let second): return (first + second).contains { $0.clears(variable) }
        case .action, .aggregate: return false
        }
    }

    fileprivate func contains(_ test: (TypedExpression) -> Bool) -> Bool {
        expressions.contains { $0.contains(test) }
    }
}

extension TypedExpression {
    fileprivate var isZero: Bool {
        switch kind {
        case .integer(let value): value == 0
        case .convert(let operand): operand.isZero
        default: false
        }
    }

    /// What tells it from others, wherever it stands, if it is the same number whenever it is asked for in a firing.
    var stableNumber: StableNumber? {
        switch kind {
        case .integer(let value): .integer(value, type)
        case .argument(let index): .argument(index, type)
        case .builtin(let variable) where [.tid, .pid, .curthread].contains(variable): .builtin(variable)
        case .convert(let operand): operand.stableNumber.map { .converted($0, type) }
        default: nil
        }
    }

    /// Whether it is the number of the running thread.
    var isThread: Bool {
        switch kind {
        case .builtin(.tid): true
        case .convert(let operand): operand.isThread
        default: false
        }
    }

    fileprivate func contains(_ test: (TypedExpression) -> Bool) -> Bool {
        test(self) || parts.contains { $0.contains(test) }
    }

    /// The expressions it is made of.
    private var parts: [TypedExpression] {
        switch kind {
        case .integer, .string, .builtin, .argument, .stack: []
        case .userRegister(let part), .unary(_, let part), .increment(let part, _, _), .convert(let part),
            .stringOf(let part), .dereference(let part), .member(let part, _, _), .addressOf(let part),
            .symbol(let part):
            [part]
        case .variable(_, let parts), .call(_, let parts): parts
        case .binary(_, let left, let right), .logical(_, let left, let right), .comma(let left, let right),
            .assign(let left, let right), .compoundAssign(_, let left, let right, _), .index(let left, let right, _):
            [left, right]
        case .conditional(let condition, let first, let second): [condition, first, second]
        }
    }
}
