/// `$1`, `$$1`, `$name` and `$$name`.
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
            guard position > digits else {
                throw .syntax(near: text(from: start), at: SourceRange(start, position))
            }
            emit(.macroVariable(String(source: bytes[digits..<position]), isString: isQuoted), from: start)
        }
    }

    /// Puts a macro argument in place of its name: a number or a word when it is one, else a string; always a string
    /// with `$$`.
    private mutating func substitute(_ number: Int, isQuoted: Bool, from start: Int) throws(Diagnostic) {
        let range = SourceRange(start, position)
        usedArguments.insert(number)
        guard number < options.macroArguments.count else {
            guard options.defaultArguments else { throw .undefinedMacroArgument(text(from: start), at: range) }
            emit(isQuoted ? .string([]) : .integer(IntegerLiteral(bits: 0)), from: start)
            return
        }
        let argument = Array(options.macroArguments[number].utf8)
        switch Self.form(of: argument) {
        case _ where isQuoted: emit(.string(Self.unescaped(argument[...])), from: start)
        case .string:
            let isEnclosed = argument.count > 1 && argument.first == 0x22 && argument.last == 0x22
            emit(.string(Self.unescaped(isEnclosed ? argument[1..<argument.count - 1] : argument[...])), from: start)
        case .number, .word:
            for token in try tokens(of: argument, number, at: range) {
                tokens.append(Token(token.kind, range: range, text: token.text))
            }
        }
    }

    private enum ArgumentForm {
        case number, word, string
    }

    /// What the text of an argument stands for by itself.
    private static func form(of text: [UInt8]) -> ArgumentForm {
        let isSigned = text.first == UInt8(ascii: "-") || text.first == UInt8(ascii: "+")
        let digits = text.dropFirst(isSigned ? 1 : 0)
        guard let first = digits.first, digits.allSatisfy({ $0.isWord || $0 == UInt8(ascii: "`") }) else {
            return .string
        }
        if first.isDigit { return .number }
        return isSigned ? .string : .word
    }

    private func tokens(of text: [UInt8], _ number: Int, at range: SourceRange) throws(Diagnostic) -> [Token] {
        let source = DSource(name: map.name, text: text, form: .script)
        var inner = Lexer(source, options: CheckOptions(), state: .clause(depth: 1))
        do {
            try inner.run()
        } catch {
            let shown = String(source: text)
            guard error.tag != "D_INT_OFLOW" else { throw .macroOverflow(number, shown, at: range) }
            throw Diagnostic(error.tag, "in macro argument $\(number): \(error.message)", at: range)
        }
        return inner.tokens.dropLast()
    }

    /// The bytes of an argument with the escapes of string constants resolved.
    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let source = DSource(name: "", text: Array(text), form: .script)
        var inner = Lexer(source, options: CheckOptions())
        return inner.lexEscapes()
    }
}
