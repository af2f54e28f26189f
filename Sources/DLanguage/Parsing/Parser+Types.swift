/// Types: specifiers and declarators.
extension Parser {
    /// Whether a type begins `distance` tokens ahead, inside parentheses.
    func peekIsType(at distance: Int) -> Bool {
        switch peek(distance).kind {
        case .keyword(let keyword): return keyword.beginsType
        case .identifier(let name): return peekIsType(named: name, at: distance + 1)
        case .external(let module, let name):
            return BuiltinTypes.isNamespace(module) || peekIsType(named: name, at: distance + 1)
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

    /// The words of a type before a declarator.
    mutating func parseSpecifiers() throws(Diagnostic) -> SyntaxType {
        try parseSpecifiers(in: .plainType).type
    }

    /// The words before a declarator, with the storage class among them.
    mutating func parseSpecifiers(
        in place: SpecifierPlace
    ) throws(Diagnostic) -> (storage: StorageWord?, type: SyntaxType) {
        let start = current.range
        var storage: StorageWord?
        var words: [String] = []
        var type: SyntaxType?
        while true {
            if let found = try acceptStorage(storage, place) {
                storage = found
                continue
            }
            switch current.kind {
            case .keyword(.const), .keyword(.volatile), .keyword(.restrict), .keyword(.userland): advance()
            // C's functions of headers; D's own inlines begin with the word.
            case .keyword(.inline) where place == .declaration && storage != nil: advance()
            case .keyword(let keyword) where keyword.beginsType:
                if type != nil || (!words.isEmpty && keyword.beginsWholeType) {
                    throw .badTypeWords(words + [type.map(Self.firstWord) ?? "", keyword.rawValue], at: start)
                }
                if keyword.beginsWholeType {
                    type = keyword == .string ? .string : .tagged(try parseTag(keyword))
                    if keyword == .string { advance() }
                } else {
                    words.append(keyword.rawValue)
                    advance()
                }
            case .identifier(let name) where type == nil && words.isEmpty:
                advance()
                type = .named(name, module: "")
            case .external(let module, let name) where type == nil && words.isEmpty:
                advance()
                type = .named(name, module: module)
            default:
                if let type { return (storage, type) }
                guard !words.isEmpty else { throw unexpected }
                guard let name = BuiltinTypes.canonicalName(of: words) else {
                    throw .badTypeWords(words, at: range(from: start))
                }
                return (storage, .basic(name))
            }
        }
    }

    /// The word that a type of several begins with, for messages.
    private static func firstWord(_ type: SyntaxType) -> String {
        switch type {
        case .tagged(let tag): tag.keyword.rawValue
        case .named(let name, _): name
        default: "string"
        }
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
            guard tag.module.isEmpty else { throw .scopedName("a type name", tag.name, at: start) }
            if tag.keyword == .enumeration {
                tag.constants = try parseEnumerators()
            } else {
                tag.members = try nested(levels: 8) { (parser) throws(Diagnostic) in try parser.parseMembers() }
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
            if case .external = current.kind {
                throw .scopedName("an enumerator name", current.text, at: start)
            }
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
                let isUnnamed = isAt(.colon) || (isAt(.semicolon) && base.isAggregate)
                let (name, type) = isUnnamed ? ("", base) : try parseDeclarator(of: base)
                guard !name.isEmpty || isUnnamed else { throw unexpected }
                let width = accept(.colon) ? try parseConditional() : nil
                members.append(SyntaxMember(name: name, type: type, width: width, range: range(from: start)))
            } while accept(.comma)
            try expect(.semicolon)
        }
        return members
    }
}

extension SyntaxType {
    /// Whether it is a struct or union, which can be a member without a name.
    fileprivate var isAggregate: Bool {
        if case .tagged(let tag) = self { tag.keyword != .enumeration } else { false }
    }
}

extension Keyword {
    /// Whether the word is a type or introduces one that takes no other words.
    fileprivate var beginsWholeType: Bool { [.struct, .union, .enum, .string].contains(self) }
}
