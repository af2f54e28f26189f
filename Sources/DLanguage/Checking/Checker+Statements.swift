/// Statements.
extension Checker {
    mutating func check(_ statements: [SyntaxStatement]) throws(Diagnostic) -> [TypedStatement] {
        var result: [TypedStatement] = []
        for statement in statements { result += try check(statement) }
        return result
    }

    private mutating func check(_ statement: SyntaxStatement) throws(Diagnostic) -> [TypedStatement] {
        switch statement {
        case .expression(let expression): return try checkStatement(expression)
        case .conditional(let syntax, let then, let otherwise):
            return try nested(at: syntax.range) { (checker) throws(Diagnostic) in
                let condition = try checker.condition(syntax)
                guard checker.isScalar(condition.type) else {
                    throw .needsScalar("if", operands: 1, at: syntax.range)
                }
                let then = try checker.check(then)
                return [.conditional(condition, then: then, otherwise: try checker.check(otherwise))]
            }
        }
    }

    private mutating func checkStatement(_ syntax: SyntaxExpression) throws(Diagnostic) -> [TypedStatement] {
        switch syntax.kind {
        case .assign(let operation, let target, let value):
            guard case .aggregation(let name, let keys) = target.kind else { break }
            if let operation { throw .needsScalar("\(operation.symbol)=", operands: 2, at: syntax.range) }
            return [try checkAggregate(name, keys: keys ?? [], value, at: syntax.range)]
        case .aggregation(let name, _): throw .aggregationAlone(name, at: syntax.range)
        case .call(let name, let arguments):
            guard let action = ActionName(rawValue: name) else { break }
            return [.action(try checkAction(action, arguments, at: syntax.range))]
        default: break
        }
        let effects = try check(syntax).effects
        guard !effects.isEmpty else { throw .nullEffect(at: syntax.range) }
        return effects
    }
}
