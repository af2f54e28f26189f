/// Prefix operators, casts and postfix forms.
extension Parser {
    mutating func parseUnary() throws(Diagnostic) -> SyntaxExpression {
        try nested { (parser) throws(Diagnostic) in
            if let prefix = try parser.parsePrefix() { return prefix }
            return try parser.parsePostfix(of: try parser.parsePrimary())
        }
    }

    private mutating func parsePrefix() throws(Diagnostic) -> SyntaxExpression? {
        let start = current.range
        switch current.kind {
        case .punctuator(.increment), .punctuator(.decrement):
            let isIncrement = isAt(.increment)
            advance()
            let operand = try parseUnary()
            return try node(
                .increment(operand, isIncrement: isIncrement, isPrefix: true), from: start, operand)
        case .punctuator(let mark):
            if mark == .leftParenthesis, peekIsType(at: 1) { return try parseCast() }
            let makers: [Punctuator: (SyntaxExpression) -> SyntaxExpression.Kind] = [
                .plus: { .unary(.plus, $0) }, .minus: { .unary(.negate, $0) }, .tilde: { .unary(.complement, $0) },
                .exclamation: { .unary(.not, $0) }, .star: { .dereference($0) }, .ampersand: { .addressOf($0) },
            ]
            guard let make = makers[mark] else { return nil }
            advance()
            let operand = try parseUnary()
            return try node(make(operand), from: start, operand)
        case .keyword(.stringof):
            advance()
            let operand = try parseUnary()
            return try node(.stringof(operand), from: start, operand)
        case .keyword(.sizeof):
            advance()
            return try parseSizeof(from: start)
        default: return nil
        }
    }

    private mutating func parseCast() throws(Diagnostic) -> SyntaxExpression {
        let start = current.range
        try expect(.leftParenthesis)
        let type = try parseTypeName()
        try expect(.rightParenthesis)
        let operand = try parseUnary()
        return try node(.cast(type, operand), from: start, operand)
    }

    private mutating func parseSizeof(from start: SourceRange) throws(Diagnostic) -> SyntaxExpression {
        if isAt(.leftParenthesis), peekIsType(at: 1) {
            advance()
            let type = try parseTypeName()
            try expect(.rightParenthesis)
            return try node(.sizeofType(type), from: start)
        }
        let operand = try parseUnary()
        return try node(.sizeofExpression(operand), from: start, operand)
    }

    mutating func parsePostfix(of primary: SyntaxExpression) throws(Diagnostic) -> SyntaxExpression {
        let start = primary.range
        var result = primary
        while case .punctuator(let mark) = current.kind {
            switch mark {
            case .leftBracket:
                advance()
                let keys = try parseList(until: .rightBracket)
                guard !keys.isEmpty else { throw unexpected }
                result = try node(.index(result, keys), from: start, over: [result] + keys)
            case .dot, .arrow:
                advance()
                let name = try expectMember()
                result = try node(.member(result, name, isArrow: mark == .arrow), from: start, result)
            case .increment, .decrement:
                advance()
                result = try node(
                    .increment(result, isIncrement: mark == .increment, isPrefix: false), from: start, result)
            case .leftParenthesis: throw .notDesignator(at: current.range)
            default: return result
            }
        }
        return result
    }

    /// Expressions separated by commas, and the mark that ends them.
    mutating func parseList(until end: Punctuator) throws(Diagnostic) -> [SyntaxExpression] {
        var list: [SyntaxExpression] = []
        if accept(end) { return list }
        repeat { list.append(try parseAssignment()) } while accept(.comma)
        try expect(end)
        return list
    }
}
