/// Splits a source into tokens, following DTrace's lexical states by itself.
///
/// Outside clauses the lexer reads probe descriptions; after a word that begins a declaration, in a predicate and
/// between braces it reads expressions. Offsets are bytes, so any bytes can stand in strings and comments.
struct Lexer {
    /// What the next characters mean.
    enum State: Hashable {
        /// Probe descriptions, or the first word of a declaration.
        case outer
        /// A declaration, until `;` outside its braces.
        case declaration(depth: Int)
        /// Between the slashes of a predicate.
        case predicate
        /// Between the braces of a clause.
        case clause(depth: Int)
    }

    let bytes: [UInt8]
    let options: CheckOptions
    /// What descriptions end with.
    let form: DSource.Form
    var position = 0
    var state: State
    var tokens: [Token] = []
    var pragmas: [Pragma] = []
    var map: SourceMap
    var usedArguments: Set<Int> = []

    init(_ source: DSource, options: CheckOptions, state: State = .outer) {
        bytes = source.text
        form = source.form
        self.options = options
        self.state = state
        map = SourceMap(source)
    }

    /// The byte at `position + distance`, or nil past the end.
    func peek(_ distance: Int = 0) -> UInt8? {
        let index = position + distance
        return index < bytes.count ? bytes[index] : nil
    }

    /// Whether these two characters are at `index`.
    private func pair(_ first: Unicode.Scalar, _ second: Unicode.Scalar, at index: Int) -> Bool {
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: first) && bytes[index + 1] == UInt8(ascii: second)
    }

    func text(from start: Int) -> String { String(source: bytes[start..<position]) }

    mutating func emit(_ kind: Token.Kind, from start: Int) {
        tokens.append(Token(kind, range: SourceRange(start, position), text: text(from: start)))
    }

    /// Reads the whole source.
    mutating func run() throws(Diagnostic) {
        skipInterpreterLine()
        while try skipBlanks() {
            if state == .outer { try lexOuter() } else { try lexInner() }
        }
        emit(.end, from: position)
    }

    /// `#!` is a comment on the first line only.
    private mutating func skipInterpreterLine() {
        guard pair("#", "!", at: 0) else { return }
        while let byte = peek(), byte != UInt8(ascii: "\n") { position += 1 }
    }

    /// Skips white space, comments and control lines; false at the end of the source.
    private mutating func skipBlanks() throws(Diagnostic) -> Bool {
        while let byte = peek() {
            if byte.isBlank || (byte == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\n")) {
                position += 1
            } else if pair("/", "*", at: position) {
                try skipComment()
            } else if byte == UInt8(ascii: "#") && isAtLineStart {
                try lexControlLine()
            } else {
                return true
            }
        }
        return false
    }

    private var isAtLineStart: Bool {
        var index = position - 1
        while index >= 0, bytes[index] != UInt8(ascii: "\n") {
            guard bytes[index].isBlank else { return false }
            index -= 1
        }
        return true
    }

    private mutating func skipComment() throws(Diagnostic) {
        let start = position
        position += 2
        while !pair("*", "/", at: position) {
            guard peek() != nil else { throw .unterminatedComment(at: SourceRange(start, position)) }
            if pair("/", "*", at: position) { throw .nestedComment(at: SourceRange(position, position + 2)) }
            position += 1
        }
        position += 2
    }

    /// The first byte after `index` that is neither blank nor in a comment; nil at the end.
    func significantByte(from index: Int) -> (byte: UInt8, index: Int)? {
        var index = index
        while index < bytes.count {
            if bytes[index].isBlank {
                index += 1
            } else if pair("/", "*", at: index) {
                index += 2
                while index < bytes.count, !pair("*", "/", at: index) { index += 1 }
                index += 2
            } else {
                return (bytes[index], index)
            }
        }
        return nil
    }
}

/// The tokens of a source: the first stage, usable alone.
public func lex(_ source: DSource, options: CheckOptions = CheckOptions()) throws(Diagnostic) -> LexedSource {
    var lexer = Lexer(source, options: options)
    do {
        try lexer.run()
    } catch {
        throw lexer.map.locate(error)
    }
    return LexedSource(
        tokens: lexer.tokens, pragmas: lexer.pragmas, map: lexer.map, usedArguments: lexer.usedArguments)
}
