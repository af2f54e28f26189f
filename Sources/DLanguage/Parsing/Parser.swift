/// Recursive descent over the tokens of one source.
struct Parser {
    let source: LexedSource
    let form: DSource.Form
    let options: CheckOptions
    var index = 0
    /// How many constructs are open; limited, because each takes stack.
    var nesting = 0
    /// Names of types, to tell a cast from an expression in parentheses.
    var typeNames: Set<String> = BuiltinTypes.names

    /// The names of the keys of the last associative array that was declared, which an inline binds.
    var keyNames: [String] = []

    /// The numbers of the macro arguments that probe descriptions use.
    var usedInSpecs: Set<Int> = []

    /// Constructs within one another, and nodes on the way down a tree.
    static let nestingLimit = 500

    init(_ source: LexedSource, form: DSource.Form, options: CheckOptions) {
        self.source = source
        self.form = form
        self.options = options
    }

    // MARK: Tokens

    var current: Token { source.tokens[index] }

    /// The token `distance` after the current one; the end token past the end.
    func peek(_ distance: Int = 1) -> Token { source.tokens[min(index + distance, source.tokens.count - 1)] }

    /// Passes over the current token; the end token stays.
    mutating func advance() { index = min(index + 1, source.tokens.count - 1) }

    func isAt(_ mark: Punctuator) -> Bool { current.kind == .punctuator(mark) }

    func isAt(_ keyword: Keyword) -> Bool { current.kind == .keyword(keyword) }

    mutating func accept(_ mark: Punctuator) -> Bool {
        guard isAt(mark) else { return false }
        advance()
        return true
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        guard isAt(keyword) else { return false }
        advance()
        return true
    }

    mutating func expect(_ mark: Punctuator) throws(Diagnostic) {
        guard accept(mark) else { throw unexpected }
    }

    mutating func expectIdentifier() throws(Diagnostic) -> String {
        guard case .identifier(let name) = current.kind else { throw unexpected }
        advance()
        return name
    }

    /// The member name after `.`, `->` or in `offsetof`; keywords that are no C words can be members too.
    mutating func expectMember() throws(Diagnostic) -> String {
        switch current.kind {
        case .identifier(let name):
            advance()
            return name
        case .keyword(let keyword) where Self.memberKeywords.contains(keyword):
            advance()
            return keyword.rawValue
        default: throw unexpected
        }
    }

    private static let memberKeywords: Set<Keyword> = [
        .counter, .import, .inline, .probe, .provider, .self, .string, .stringof, .this, .translator, .userland, .xlate,
    ]

    var unexpected: Diagnostic { .syntax(near: current.text, at: current.range) }

    /// From the start of `start` to the end of the last token passed.
    func range(from start: SourceRange) -> SourceRange {
        SourceRange(start.lowerBound, max(start.upperBound, index > 0 ? source.tokens[index - 1].range.upperBound : 0))
    }

    // MARK: Depth

    /// Runs `body` one level deeper.
    ///
    /// - Parameter levels: What a level counts: those of types take more of the stack than those of expressions.
    mutating func nested<Result>(
        levels: Int = 1, _ body: (inout Parser) throws(Diagnostic) -> Result
    ) throws(Diagnostic) -> Result {
        nesting += levels
        defer { nesting -= levels }
        guard nesting <= Self.nestingLimit else { throw .tooDeep(at: current.range) }
        return try body(&self)
    }

    /// Makes a node above `children`.
    func node(
        _ kind: SyntaxExpression.Kind, from start: SourceRange, _ children: SyntaxExpression...
    ) throws(Diagnostic) -> SyntaxExpression {
        try node(kind, from: start, over: children)
    }

    func node(
        _ kind: SyntaxExpression.Kind, from start: SourceRange, over children: [SyntaxExpression]
    ) throws(Diagnostic) -> SyntaxExpression {
        let depth = 1 + (children.map(\.depth).max() ?? 0)
        guard depth <= Self.nestingLimit else { throw .tooDeep(at: start) }
        return SyntaxExpression(kind, range: range(from: start), depth: depth)
    }
}

/// The syntax tree of a source: the second stage, usable alone.
public func parse(_ source: DSource, options: CheckOptions = CheckOptions()) throws(Diagnostic) -> SyntaxProgram {
    let lexed = try lex(source, options: options)
    var parser = Parser(lexed, form: source.form, options: options)
    do {
        let items = try parser.parseProgram()
        return SyntaxProgram(
            items: items, pragmas: lexed.pragmas, map: lexed.map,
            usedArguments: lexed.usedArguments.union(parser.usedInSpecs))
    } catch {
        throw lexed.map.locate(error)
    }
}
