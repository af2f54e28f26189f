/// Expressions, with C's precedence; `^^` binds between `&&` and `||`.
extension Parser {
    /// A whole expression, comma operators included.
    mutating func parseExpression() throws(Diagnostic) -> SyntaxExpression {
        let start = current.range
        var left = try parseAssignment()
        while accept(.comma) {
            let right = try parseAssignment()
            left = try node(.comma(left, right), from: start, left, right)
        }
        return left
    }

    /// An expression without a comma operator: an argument, a key, an initialiser.
    mutating func parseAssignment() throws(Diagnostic) -> SyntaxExpression {
        try nested { (parser) throws(Diagnostic) in
            let start = parser.current.range
            let left = try parser.parseConditional()
            guard case .punctuator(let mark) = parser.current.kind, let operation = Self.assignments[mark] else {
                return left
            }
            parser.advance()
            let right = try parser.parseAssignment()
            return try parser.node(.assign(operation, left, right), from: start, left, right)
        }
    }

    private static let assignments: [Punctuator: BinaryOperator?] = [
        .assign: nil as BinaryOperator?, .addAssign: .add, .subtractAssign: .subtract, .multiplyAssign: .multiply,
        .divideAssign: .divide, .moduloAssign: .modulo, .andAssign: .and, .orAssign: .or, .xorAssign: .xor,
        .shiftLeftAssign: .shiftLeft, .shiftRightAssign: .shiftRight,
    ]

    mutating func parseConditional() throws(Diagnostic) -> SyntaxExpression {
        let start = current.range
        let condition = try parseBinary(above: 0)
        guard accept(.question) else { return condition }
        let then = try parseExpression()
        try expect(.colon)
        let otherwise = try nested { (parser) throws(Diagnostic) in try parser.parseConditional() }
        return try node(.conditional(condition, then, otherwise), from: start, condition, then, otherwise)
    }

    private enum Infix {
        case arithmetic(BinaryOperator)
        case logical(LogicalOperator)
    }

    /// Binary operators with their binding strength.
    private static let infixes: [Punctuator: (strength: Int, Infix)] = [
        .logicalOr: (1, .logical(.or)), .logicalXor: (2, .logical(.xor)), .logicalAnd: (3, .logical(.and)),
        .bar: (4, .arithmetic(.or)), .caret: (5, .arithmetic(.xor)), .ampersand: (6, .arithmetic(.and)),
        .equal: (7, .arithmetic(.equal)), .notEqual: (7, .arithmetic(.notEqual)),
        .less: (8, .arithmetic(.less)), .lessOrEqual: (8, .arithmetic(.lessOrEqual)),
        .greater: (8, .arithmetic(.greater)), .greaterOrEqual: (8, .arithmetic(.greaterOrEqual)),
        .shiftLeft: (9, .arithmetic(.shiftLeft)), .shiftRight: (9, .arithmetic(.shiftRight)),
        .plus: (10, .arithmetic(.add)), .minus: (10, .arithmetic(.subtract)),
        .star: (11, .arithmetic(.multiply)), .slash: (11, .arithmetic(.divide)), .percent: (11, .arithmetic(.modulo)),
    ]

    /// Precedence climbing: operators that bind more strongly than `floor`, all to the left.
    private mutating func parseBinary(above floor: Int) throws(Diagnostic) -> SyntaxExpression {
        let start = current.range
        var left = try parseUnary()
        while case .punctuator(let mark) = current.kind, let (strength, infix) = Self.infixes[mark], strength > floor {
            advance()
            let right = try parseBinary(above: strength)
            switch infix {
            case .arithmetic(let operation):
                left = try node(.binary(operation, left, right), from: start, left, right)
            case .logical(let operation):
                left = try node(.logical(operation, left, right), from: start, left, right)
            }
        }
        return left
    }
}
