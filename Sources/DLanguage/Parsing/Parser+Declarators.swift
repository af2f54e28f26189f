/// Declarators: pointers, arrays, functions and the name in their midst.
extension Parser {
    /// One step from the name outwards.
    private enum Step {
        case pointer
        case array(SyntaxExpression?)
        case associative([SyntaxType])
        case function([SyntaxType])
    }

    /// The name, empty when there is none, and the whole type.
    mutating func parseDeclarator(of base: SyntaxType) throws(Diagnostic) -> (name: String, type: SyntaxType) {
        let start = current.range
        let (name, steps) = try parseSteps()
        guard steps.count <= Self.nestingLimit else { throw .tooDeep(at: start) }
        let type = steps.reversed().reduce(base) { type, step in
            switch step {
            case .pointer: .pointer(type)
            case .array(let size): .array(type, size: size)
            case .associative(let keys): .associative(type, keys: keys)
            case .function(let parameters): .function(type, parameters: parameters)
            }
        }
        return (name, type)
    }

    /// The name and what surrounds it, nearest first: suffixes bind more strongly than stars.
    private mutating func parseSteps() throws(Diagnostic) -> (name: String, steps: [Step]) {
        try nested(levels: 8) { (parser) throws(Diagnostic) in
            var pointers: [Step] = []
            while parser.accept(.star) {
                pointers.append(.pointer)
                while parser.isAt(.const) || parser.isAt(.volatile) || parser.isAt(.restrict) { parser.advance() }
            }
            var name = ""
            var steps: [Step] = []
            if parser.isAt(.leftParenthesis), parser.peekIsInnerDeclarator {
                parser.advance()
                (name, steps) = try parser.parseSteps()
                try parser.expect(.rightParenthesis)
            } else if case .identifier(let word) = parser.current.kind {
                name = word
                parser.advance()
                if case .identifier(let second) = parser.current.kind, parser.typeNames.contains(word) {
                    throw .secondName(second, at: parser.current.range)
                }
            } else if case .external = parser.current.kind {
                throw .scopedName("a declaration name", parser.current.text, at: parser.current.range)
            }
            steps += try parser.parseSuffixes()
            return (name, steps + pointers)
        }
    }

    /// Whether `(` opens a declarator in parentheses, not a parameter list.
    private var peekIsInnerDeclarator: Bool {
        switch peek().kind {
        case .punctuator(.star), .punctuator(.leftParenthesis): true
        case .identifier(let name): !typeNames.contains(name) && peek(2).kind == .punctuator(.rightParenthesis)
        default: false
        }
    }

    private mutating func parseSuffixes() throws(Diagnostic) -> [Step] {
        var suffixes: [Step] = []
        while suffixes.count < Self.nestingLimit {
            if accept(.leftBracket) {
                if accept(.rightBracket) {
                    suffixes.append(.array(nil))
                } else if beginsKeyList {
                    let keys = try parseParameters(until: .rightBracket)
                    keyNames = keys.map(\.name)
                    suffixes.append(.associative(keys.map(\.type)))
                } else {
                    suffixes.append(.array(try parseConditional()))
                    try expect(.rightBracket)
                }
            } else if accept(.leftParenthesis) {
                suffixes.append(.function(try parseParameters(until: .rightParenthesis).map(\.type)))
            } else {
                return suffixes
            }
        }
        throw .tooDeep(at: current.range)
    }

    /// Whether types stand between brackets: an associative array, not one of known size.
    private var beginsKeyList: Bool {
        switch current.kind {
        case .keyword(let keyword):
            return keyword.beginsType || [.auto, .extern, .register, .static, .typedef].contains(keyword)
        case .external: return true
        case .identifier(let name):
            if typeNames.contains(name) || name.hasSuffix("_t") { return true }
            switch peek().kind {
            case .identifier, .punctuator(.star), .punctuator(.comma): return true
            default: return false
            }
        default: return false
        }
    }

    /// Parameters with or without names; in a function's list, `(void)` is none, and a last `...` is passed over.
    ///
    /// - Parameter areOutputs: They are what a probe's arguments are translated to: several may be made of one.
    mutating func parseParameters(
        until end: Punctuator, areOutputs: Bool = false
    ) throws(Diagnostic) -> [SyntaxParameter] {
        var list: [SyntaxParameter] = []
        if accept(end) { return list }
        let isFunction = end == .rightParenthesis
        if isFunction, isAt(.void), peek().kind == .punctuator(end) {
            advance()
            advance()
            return list
        }
        repeat {
            let place = current.range
            if isAt(.ellipsis) {
                guard isFunction else { throw .variadicKeys(at: place) }
                advance()
                break
            }
            let base = try parseSpecifiers(in: .parameter).type
            let (name, type) = try parseDeclarator(of: base)
            if isFunction, type == .basic("void") {
                throw name.isEmpty ? .voidAmongParameters(at: place) : .namedVoid(name, at: place)
            }
            if !areOutputs, !name.isEmpty, list.contains(where: { $0.name == name }) {
                throw .repeatedParameter(name, isFunction ? "function" : "array", list.count + 1, at: place)
            }
            list.append(SyntaxParameter(name: name, type: type))
        } while accept(.comma)
        try expect(end)
        return list
    }
}
