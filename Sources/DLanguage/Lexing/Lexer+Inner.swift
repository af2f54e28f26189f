/// Expressions, statements and declarations.
extension Lexer {
    mutating func lexInner() throws(Diagnostic) {
        let start = position
        switch bytes[position] {
        case let byte where byte.isDigit: try lexNumber()
        case UInt8(ascii: ".") where peek(1)?.isDigit == true: throw .floatingPoint(at: SourceRange(start, start + 2))
        case let byte where byte.isWordStart || byte == UInt8(ascii: "`"): try lexWord()
        case UInt8(ascii: "\""): try lexString()
        case UInt8(ascii: "'"): try lexCharacter()
        case UInt8(ascii: "$"): try lexMacro()
        case UInt8(ascii: "@"):
            position += 1
            while peek()?.isWord == true { position += 1 }
            let name = text(from: start).dropFirst()
            // One without a name is `@_`.
            emit(.aggregation(name.isEmpty ? "_" : String(name)), from: start)
        case UInt8(ascii: "/") where state == .predicate && closesPredicate:
            position += 1
            emit(.predicateEnd, from: start)
            state = .outer
        case let byte:
            guard Punctuator.byFirstByte[byte] != nil else {
                throw .unknownByte(byte, at: SourceRange(start, start + 1))
            }
            follow(lexPunctuator())
        }
    }

    /// A `/` closes the predicate when nothing that could be a divisor follows: the end, `;`, `{` or another `/`.
    private var closesPredicate: Bool {
        guard let next = significantByte(from: position + 1) else { return true }
        return [UInt8(ascii: ";"), UInt8(ascii: "{"), UInt8(ascii: "/")].contains(next.byte)
    }

    /// Changes the state after a mark.
    private mutating func follow(_ mark: Punctuator?) {
        switch (state, mark) {
        case (.clause(let depth), .leftBrace): state = .clause(depth: depth + 1)
        case (.clause(let depth), .rightBrace): state = depth == 1 ? .outer : .clause(depth: depth - 1)
        // Headers have functions with bodies, which no `;` ends.
        case (.declaration(0), .leftBrace) where tokens.dropLast().last?.kind == .punctuator(.rightParenthesis):
            state = .clause(depth: 1)
        case (.declaration(let depth), .leftBrace): state = .declaration(depth: depth + 1)
        case (.declaration(let depth), .rightBrace): state = .declaration(depth: max(0, depth - 1))
        case (.declaration(0), .semicolon): state = .outer
        default: break
        }
    }

    /// Takes the longest mark here.
    @discardableResult
    mutating func lexPunctuator() -> Punctuator? {
        let start = position
        for (wanted, mark) in Punctuator.byFirstByte[bytes[position]] ?? []
        where bytes[position...].starts(with: wanted) {
            position += wanted.count
            emit(.punctuator(mark), from: start)
            return mark
        }
        return nil
    }

    /// A keyword, an identifier, or a name of another scope: `` module`name ``.
    private mutating func lexWord() throws(Diagnostic) {
        let start = position
        var tick: Int?
        while let byte = peek(), byte.isWord || byte == UInt8(ascii: "`") {
            if byte == UInt8(ascii: "`") { tick = position }
            position += 1
        }
        if let tick {
            let name = String(source: bytes[tick + 1..<position])
            guard !name.isEmpty else { throw .syntax(near: text(from: start), at: SourceRange(start, position)) }
            emit(.external(module: String(source: bytes[start..<tick]), name: name), from: start)
        } else if let keyword = Keyword(rawValue: text(from: start)) {
            emit(.keyword(keyword), from: start)
        } else {
            emit(.identifier(text(from: start)), from: start)
        }
    }
}
