/// Lines that begin with `#`.
extension Lexer {
    mutating func lexControlLine() throws(Diagnostic) {
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\n") {
            if byte == 0 { throw .unknownByte(byte, at: SourceRange(position, position + 1)) }
            // A backslash at the end continues the line.
            position += byte == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\n") ? 2 : 1
        }
        let range = SourceRange(start, position)
        let words = Self.spliced(bytes[start + 1..<position]).split { $0.isBlank }.map { String(source: $0) }
        let text = words.joined(separator: " ")
        guard let first = words.first else { return }
        let rest = words.dropFirst().joined(separator: " ")
        switch first {
        case "pragma":
            let operands = words.dropFirst(words.count > 1 && words[1] == "D" ? 2 : 1)
            // D itself has `#pragma D`; others are for other tools and mean nothing here.
            if operands.first == "line" {
                try renumber(operands.dropFirst(), text: text, at: range)
            } else if words.count > 1, words[1] == "D" || Self.bareNames.contains(words[1]) {
                pragmas.append(Pragma(text: rest, range: range))
            }
        case "ident": break
        case "error": throw .errorDirective(rest, at: range)
        case "line": try renumber(words.dropFirst(), text: text, at: range)
        case _ where first.utf8.allSatisfy(\.isDigit): try renumber(words[...], text: text, at: range)
        default: throw .invalidControl(first, at: range)
        }
    }

    /// One line of what backslashes continue.
    private static func spliced(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var line: [UInt8] = []
        for byte in text {
            if byte == UInt8(ascii: "\n") { line.removeLast() } else { line.append(byte) }
        }
        return line
    }

    /// Pragmas that need no `D` before them.
    private static let bareNames: Set<String> = ["error", "ident", "line"]

    /// `# line "file"`, as the preprocessor writes it.
    private mutating func renumber(
        _ words: ArraySlice<String>, text: String, at range: SourceRange
    ) throws(Diagnostic) {
        guard let first = words.first, let line = Int(first), line <= Int(Int32.max) else {
            throw .malformedControl(text, at: range)
        }
        var file: String?
        let rest = words.dropFirst().joined(separator: " ")
        if !rest.isEmpty {
            // Flags of the preprocessor may follow the name, and blanks may be in it.
            guard rest.hasPrefix("\""), let end = rest.lastIndex(of: "\""), end > rest.startIndex else {
                throw .malformedControl(text, at: range)
            }
            file = String(rest[rest.index(after: rest.startIndex)..<end])
        }
        map.renumber(after: range.lowerBound, line: line, file: file)
    }
}
