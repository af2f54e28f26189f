/// Types: specifiers and declarators.
extension Parser {
    /// Whether a type begins `distance` tokens ahead, inside parentheses.
    func peekIsType(at distance: Int) -> Bool {
        switch peek(distance).kind {
        case .keyword(let keyword): return keyword.beginsType
        case .identifier(let name): return peekIsType(named: name, at: distance + 1)
        case .external(_, let name): return peekIsType(named: name, at: distance + 1)
        default: return false
        }
    }

    /// Whether `name`, with what follows it, can only be a type: a known one, `name *)`, or `(name)` before an operand.
    private func peekIsType(named name: String, at distance: Int) -> Bool {
        switch peek(distance).kind {
        case .punctuator(.rightParenthesis):
            if typeNames.contains(name) || name.hasSuffix("_t") { return true }
            switch peek(distance + 1).kind {
            case .identifier, .integer, .string, .macroVariable, .external, .keyword(.self), .keyword(.this):
                return true
            default: return false
            }
        case .punctuator(.star):
            var ahead = distance
            while peek(ahead).kind == .punctuator(.star) { ahead += 1 }
            return peek(ahead).kind == .punctuator(.rightParenthesis)
        default: return false
        }
    }

    /// A type without a name: in casts, `sizeof`, key lists.
    mutating func parseTypeName() throws(Diagnostic) -> SyntaxType {
        let base = try parseSpecifiers()
        return try parseDeclarator(of: base).type
    }

    /// The words before a declarator.
    mutating func parseSpecifiers() throws(Diagnostic) -> SyntaxType {
        let start = current.range
        var words: [String] = []
        while case .keyword(let keyword) = current.kind, keyword.beginsType {
            switch keyword {
            case .const, .volatile, .restrict, .userland: advance()
            case .struct, .union, .enum:
                guard words.isEmpty else { throw .badTypeWords(words + [keyword.rawValue], at: start) }
                let tag = try parseTag(keyword)
                skipQualifiers()
                return .tagged(tag)
            case .string:
                guard words.isEmpty else { throw .badTypeWords(words + ["string"], at: start) }
                advance()
                skipQualifiers()
                return .string
            default:
                words.append(keyword.rawValue)
                advance()
            }
        }
        if words.isEmpty {
            switch current.kind {
            case .identifier(let name):
                advance()
                skipQualifiers()
                return .named(name, module: "")
            case .external(let module, let name):
                advance()
                skipQualifiers()
                return .named(name, module: module)
            default: throw unexpected
            }
        }
        guard let name = BuiltinTypes.canonicalName(of: words) else {
            throw .badTypeWords(words, at: range(from: start))
        }
        return .basic(name)
    }

    private mutating func skipQualifiers() {
        while isAt(.const) || isAt(.volatile) || isAt(.restrict) { advance() }
    }

    /// `struct name { ... }`, `enum { ... }` and their kin.
    private mutating func parseTag(_ keyword: Keyword) throws(Diagnostic) -> SyntaxTag {
        let start = current.range
        advance()
        var tag = SyntaxTag(
            keyword: keyword == .struct ? .structure : keyword == .union ? .union : .enumeration, name: "", module: "",
            range: start)
        switch current.kind {
        case .identifier(let name):
            tag.name = name
            advance()
        case .external(let module, let name):
            (tag.module, tag.name) = (module, name)
            advance()
        default: guard isAt(.leftBrace) else { throw unexpected }
        }
        if isAt(.leftBrace) {
            if tag.keyword == .enumeration {
                tag.constants = try parseEnumerators()
            } else {
                tag.members = try nested { (parser) throws(Diagnostic) in try parser.parseMembers() }
            }
        }
        tag.range = range(from: start)
        return tag
    }

    private mutating func parseEnumerators() throws(Diagnostic) -> [SyntaxEnumerator] {
        try expect(.leftBrace)
        var list: [SyntaxEnumerator] = []
        while !accept(.rightBrace) {
            let start = current.range
            let name = try expectIdentifier()
            let value = accept(.assign) ? try parseConditional() : nil
            list.append(SyntaxEnumerator(name: name, value: value, range: range(from: start)))
            if !isAt(.rightBrace) { try expect(.comma) }
        }
        return list
    }

    private mutating func parseMembers() throws(Diagnostic) -> [SyntaxMember] {
        try expect(.leftBrace)
        var members: [SyntaxMember] = []
        while !accept(.rightBrace) {
            let start = current.range
            let base = try parseSpecifiers()
            repeat {
                let (name, type) = isAt(.semicolon) || isAt(.colon) ? ("", base) : try parseDeclarator(of: base)
                let width = accept(.colon) ? try parseConditional() : nil
                members.append(SyntaxMember(name: name, type: type, width: width, range: range(from: start)))
            } while accept(.comma)
            try expect(.semicolon)
        }
        return members
    }
}
