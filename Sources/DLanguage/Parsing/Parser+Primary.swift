/// Names, constants, calls and parentheses.
extension Parser {
    mutating func parsePrimary() throws(Diagnostic) -> SyntaxExpression {
        let token = current
        let start = token.range
        switch token.kind {
        case .integer(let literal):
            advance()
            return try node(.integer(literal), from: start)
        case .string(let bytes):
            advance()
            return try node(.string(bytes), from: start)
        case .macroVariable(let name, let isString):
            advance()
            return try node(.macroVariable(name, isString: isString), from: start)
        case .external(let module, let name):
            advance()
            return try node(.external(module: module, name: name), from: start)
        case .aggregation(let name):
            advance()
            let keys = accept(.leftBracket) ? try parseList(until: .rightBracket) : nil
            if let keys, keys.isEmpty { throw unexpected }
            if keys != nil, isAt(.leftBracket) { throw .multipleSubscripts(at: current.range) }
            return try node(.aggregation(name, keys: keys), from: start, over: keys ?? [])
        case .identifier(let name):
            advance()
            guard isAt(.leftParenthesis) else { return try node(.identifier(name), from: start) }
            return try parseCall(of: name, from: start)
        case .punctuator(.leftParenthesis):
            advance()
            var inner = try parseExpression()
            try expect(.rightParenthesis)
            inner.range = range(from: start)
            return inner
        case .keyword(let keyword): return try parseKeyword(keyword)
        default: throw unexpected
        }
    }

    private mutating func parseKeyword(_ keyword: Keyword) throws(Diagnostic) -> SyntaxExpression {
        let start = current.range
        switch keyword {
        case .self, .this:
            advance()
            try expect(.arrow)
            let name = try expectMember()
            return try node(keyword == .self ? .threadVariable(name) : .clauseVariable(name), from: start)
        case .offsetof:
            advance()
            try expect(.leftParenthesis)
            let type = try parseTypeName()
            try expect(.comma)
            let member = try expectMember()
            try expect(.rightParenthesis)
            return try node(.offsetof(type, member: member), from: start)
        case .xlate:
            advance()
            try expect(.less)
            let type = try parseTypeName()
            try expect(.greater)
            try expect(.leftParenthesis)
            let operand = try parseExpression()
            try expect(.rightParenthesis)
            return try node(.translate(type, operand), from: start, operand)
        default: throw unexpected
        }
    }

    /// What follows the name of a function: its arguments in parentheses.
    mutating func parseCall(of name: String, from start: SourceRange) throws(Diagnostic) -> SyntaxExpression {
        try expect(.leftParenthesis)
        let arguments = try parseList(until: .rightParenthesis)
        return try node(.call(name, arguments), from: start, over: arguments)
    }
}
