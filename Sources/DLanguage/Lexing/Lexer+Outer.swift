/// Outside clauses: probe descriptions, and the first words of declarations.
extension Lexer {
    mutating func lexOuter() throws(Diagnostic) {
        let start = position
        switch bytes[position] {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "}"):
            lexPunctuator()
        case UInt8(ascii: "/") where form == .module && tokens.isEmpty:
            lexSpec()
        case UInt8(ascii: "/"):
            position += 1
            emit(.predicateStart, from: start)
            state = .predicate
        case UInt8(ascii: "{"):
            lexPunctuator()
            state = .clause(depth: 1)
        case let byte where byte.isSpecStart:
            if beginsDeclaration() {
                // The description after `else` follows at once.
                if !isWord("else") { state = .declaration(depth: 0) }
                try lexInner()
            } else {
                lexSpec()
            }
        case UInt8(ascii: "`"):
            state = .declaration(depth: 0)
            try lexInner()
        case let byte:
            if Punctuator.byFirstByte[byte] != nil || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "@") {
                try lexInner()
                return
            }
            throw .unknownByte(byte, at: SourceRange(start, start + 1))
        }
    }

    /// Whether this is the word here.
    private func isWord(_ word: String) -> Bool {
        var end = position
        while end < bytes.count, bytes[end].isWord { end += 1 }
        return bytes[position..<end].elementsEqual(word.utf8)
    }

    /// Whether the word here begins a declaration: a keyword, or a name followed by what can't follow a description.
    private func beginsDeclaration() -> Bool {
        var end = position
        while end < bytes.count, bytes[end].isWord || bytes[end] == UInt8(ascii: "`") { end += 1 }
        guard end > position, bytes[position].isWordStart else { return false }
        let isWholeSpec = end == bytes.count || !bytes[end].isSpec
        guard isWholeSpec || bytes[end] == UInt8(ascii: "*") else { return false }
        if isWholeSpec, Keyword(rawValue: String(source: bytes[position..<end])) != nil { return true }
        guard let next = significantByte(from: end), next.index > end else { return false }
        if next.byte == UInt8(ascii: "*") {
            guard let after = significantByte(from: next.index + 1) else { return false }
            return after.byte.isWordStart || after.byte == UInt8(ascii: "*") || after.byte == UInt8(ascii: "(")
        }
        return next.byte.isWordStart || next.byte == UInt8(ascii: "(")
    }

    /// A probe description. A `/` directly after a `:` begins a path when a `:` ends it, or as the module that ends the
    /// description; any other `/` opens the predicate.
    private mutating func lexSpec() {
        let start = position
        position = bytes[start] == UInt8(ascii: "/") ? pathEnd() ?? start + 1 : start + 1
        while let byte = peek() {
            if byte == UInt8(ascii: "/"), bytes[position - 1] == UInt8(ascii: ":"), let end = pathEnd() {
                position = end
            } else if byte.isSpec {
                position += 1
            } else {
                break
            }
        }
        emit(.spec(text(from: start)), from: start)
    }

    /// Where the path that begins here ends: at a `:`, or with the description if that ends with its module. Nil for a
    /// `/` that opens a predicate.
    private func pathEnd() -> Int? {
        var end = position
        while end < bytes.count, bytes[end].isPath { end += 1 }
        let isFollowed = end < bytes.count && bytes[end] == UInt8(ascii: ":")
        return isFollowed || form == .module ? end : nil
    }
}
