/// Clauses of D libraries that make probes out of other probes.
extension Parser {
    /// Whether the braces here hold the word `probe` first, which no statement begins with.
    var isAtDerivation: Bool { isAt(.leftBrace) && peek().kind == .keyword(.probe) }

    /// `{ probe provider:::name(e, ...); }` behind the descriptions and the predicate.
    mutating func parseDerivation(
        _ specs: [ProbeSpec], _ predicate: SyntaxExpression?, isAlternative: Bool, from start: SourceRange
    ) throws(Diagnostic) -> SyntaxDerivation {
        try expect(.leftBrace)
        guard accept(.probe) else { throw unexpected }
        let provider = try expectIdentifier()
        for _ in 0..<3 { try expect(.colon) }
        let name = try parseProbeName()
        var values: [SyntaxExpression] = []
        if accept(.leftParenthesis), !accept(.rightParenthesis) {
            repeat { values.append(try parseAssignment()) } while accept(.comma)
            try expect(.rightParenthesis)
        }
        _ = accept(.semicolon)
        try expect(.rightBrace)
        return SyntaxDerivation(
            specs: specs, predicate: predicate, provider: provider, name: name, values: values,
            isAlternative: isAlternative, range: range(from: start))
    }
}
