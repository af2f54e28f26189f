/// `$1`, `$$1` and `$name`.
extension Lexer {
    mutating func lexMacro() throws(Diagnostic) {
        let start = position
        position += 1
        let isQuoted = peek() == UInt8(ascii: "$")
        if isQuoted { position += 1 }
        let digits = position
        while peek()?.isDigit == true { position += 1 }
        if position > digits {
            let number = Int(String(source: bytes[digits..<position])) ?? Int.max
            try substitute(number, isQuoted: isQuoted, from: start)
        } else {
            while peek()?.isWord == true { position += 1 }
            let range = SourceRange(start, position)
            guard position > digits, !isQuoted else { throw .syntax(near: text(from: start), at: range) }
            emit(.macroVariable(String(source: bytes[digits..<position])), from: start)
        }
    }

    /// Puts the text of a macro argument in place of its name: its tokens, or with `$$` a string.
    private mutating func substitute(_ number: Int, isQuoted: Bool, from start: Int) throws(Diagnostic) {
        let range = SourceRange(start, position)
        usedArguments.insert(number)
        guard number < options.macroArguments.count else {
            guard options.defaultArguments else { throw .undefinedMacroArgument(number, at: range) }
            emit(isQuoted ? .string([]) : .integer(IntegerLiteral(bits: 0)), from: start)
            return
        }
        let argument = options.macroArguments[number]
        guard !isQuoted else {
            emit(.string(Array(argument.utf8)), from: start)
            return
        }
        let source = DSource(name: map.name, text: Array(argument.utf8), form: .script)
        var inner = Lexer(source, options: CheckOptions(), state: .clause(depth: 1))
        do {
            try inner.run()
        } catch {
            throw Diagnostic(error.tag, "in macro argument $\(number): \(error.message)", at: range)
        }
        for token in inner.tokens.dropLast() { tokens.append(Token(token.kind, range: range, text: token.text)) }
    }
}
