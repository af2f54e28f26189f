/// The outer level and clauses.
extension Parser {
    mutating func parseProgram() throws(Diagnostic) -> [SyntaxItem] {
        var items: [SyntaxItem] = []
        while current.kind != .end {
            if case .spec = current.kind {
                items.append(try parseClause(isAlternative: false))
            } else if isAt(.else), case .derivation = items.last {
                advance()
                items.append(try parseClause(isAlternative: true))
            } else if isAt(.semicolon) {
                throw unexpected
            } else {
                items.append(contentsOf: try parseOuterDeclaration())
            }
        }
        return items
    }

    /// A clause of a program, or one of a library that makes a probe; only such a one can be an alternative.
    private mutating func parseClause(isAlternative: Bool) throws(Diagnostic) -> SyntaxItem {
        let start = current.range
        var specs = [try parseSpec()]
        while accept(.comma) { specs.append(try parseSpec()) }
        var predicate: SyntaxExpression?
        if current.kind == .predicateStart {
            advance()
            predicate = try parseExpression()
            guard current.kind == .predicateEnd else { throw unexpected }
            advance()
        }
        if isAtDerivation || isAlternative {
            return .derivation(try parseDerivation(specs, predicate, isAlternative: isAlternative, from: start))
        }
        var statements: [SyntaxStatement]?
        if isAt(.leftBrace) {
            statements = try parseBlock()
        } else {
            // Only a specifier of the command line may leave the actions out, and nothing may follow it.
            let isBare = current.kind == .end || isAt(.semicolon)
            guard predicate == nil || !isBare else { throw .missingActions(afterPredicate: true, at: start) }
            guard form != .script || current.kind != .end else {
                throw .missingActions(afterPredicate: false, at: start)
            }
            guard current.kind == .end else { throw unexpected }
        }
        return .clause(
            SyntaxClause(specs: specs, predicate: predicate, statements: statements, range: range(from: start)))
    }

    /// `{ statement; ... }`; the last `;` may be left out, and empty statements are allowed.
    mutating func parseBlock() throws(Diagnostic) -> [SyntaxStatement] {
        try nested { (parser) throws(Diagnostic) in
            try parser.expect(.leftBrace)
            var statements: [SyntaxStatement] = []
            while !parser.accept(.rightBrace) {
                if parser.accept(.semicolon) { continue }
                let statement = try parser.parseStatement()
                statements.append(statement)
                if case .conditional = statement { continue }
                if !parser.isAt(.rightBrace) { try parser.expect(.semicolon) }
            }
            return statements
        }
    }

    private mutating func parseStatement() throws(Diagnostic) -> SyntaxStatement {
        // A reserved word, yet the name of an action.
        if isAt(.return), peek().kind == .punctuator(.leftParenthesis) {
            let start = current.range
            advance()
            return .expression(try parseCall(of: Keyword.return.rawValue, from: start))
        }
        guard accept(.if) else { return .expression(try parseExpression()) }
        try expect(.leftParenthesis)
        let condition = try parseExpression()
        try expect(.rightParenthesis)
        let then = try parseBranch()
        var otherwise: [SyntaxStatement] = []
        if accept(.else) {
            otherwise =
                isAt(.if) ? [try nested { (p) throws(Diagnostic) in try p.parseStatement() }] : try parseBranch()
        }
        return .conditional(condition, then: then, otherwise: otherwise)
    }

    /// A block, or one statement with its `;`.
    private mutating func parseBranch() throws(Diagnostic) -> [SyntaxStatement] {
        if isAt(.leftBrace) { return try parseBlock() }
        if accept(.semicolon) { return [] }
        let statement = try nested { (parser) throws(Diagnostic) in try parser.parseStatement() }
        if case .expression = statement, !isAt(.rightBrace) { try expect(.semicolon) }
        return [statement]
    }
}
