/// Declarations of the outer level.
extension Parser {
    mutating func parseOuterDeclaration() throws(Diagnostic) -> [SyntaxItem] {
        switch current.kind {
        case .keyword(.inline): [.inline(try parseInline())]
        case .keyword(.translator): [.translator(try parseTranslator())]
        case .keyword(.provider): [.provider(try parseProvider())]
        default: [.declaration(try parseDeclaration())]
        }
    }

    private mutating func parseDeclaration() throws(Diagnostic) -> SyntaxDeclaration {
        let start = current.range
        let storage = try parseStorage()
        if storage != .global, Self.storageWords.contains(where: { isAt($0) }) {
            throw .severalStorageClasses(at: current.range)
        }
        let base = try parseSpecifiers()
        var declarators: [SyntaxDeclarator] = []
        if !isAt(.semicolon) {
            repeat {
                let place = current.range
                let (name, type) = try parseDeclarator(of: base)
                guard !name.isEmpty else { throw unexpected }
                if storage == .typedef { typeNames.insert(name) }
                declarators.append(SyntaxDeclarator(name: name, type: type, range: range(from: place)))
            } while accept(.comma)
        }
        try expect(.semicolon)
        return SyntaxDeclaration(storage: storage, type: base, declarators: declarators, range: range(from: start))
    }

    private static let storageWords: [Keyword] = [.self, .this, .typedef, .extern, .static, .auto, .register]

    private mutating func parseStorage() throws(Diagnostic) -> SyntaxDeclaration.Storage {
        switch current.kind {
        case .keyword(.self):
            advance()
            return .thread
        case .keyword(.this):
            advance()
            return .clause
        case .keyword(.typedef):
            advance()
            return .typedef
        case .keyword(.extern):
            advance()
            return .external
        case .keyword(.static), .keyword(.auto), .keyword(.register):
            throw .storageClass(at: current.range)
        default: return .global
        }
    }

    private mutating func parseInline() throws(Diagnostic) -> SyntaxInline {
        let start = current.range
        advance()
        let base = try parseSpecifiers()
        var type = base
        while accept(.star) { type = .pointer(type) }
        let name = try expectIdentifier()
        let parameters = accept(.leftBracket) ? try parseParameters(until: .rightBracket) : []
        try expect(.assign)
        let value = try parseExpression()
        try expect(.semicolon)
        return SyntaxInline(name: name, type: type, parameters: parameters, value: value, range: range(from: start))
    }

    private mutating func parseTranslator() throws(Diagnostic) -> SyntaxTranslator {
        let start = current.range
        advance()
        let output = try parseTypeName()
        try expect(.less)
        let base = try parseSpecifiers()
        let (name, input) = try parseDeclarator(of: base)
        guard !name.isEmpty else { throw unexpected }
        try expect(.greater)
        try expect(.leftBrace)
        var members: [SyntaxTranslatorMember] = []
        while !accept(.rightBrace) {
            let place = current.range
            let member = try expectMember()
            try expect(.assign)
            let value = try parseExpression()
            try expect(.semicolon)
            members.append(SyntaxTranslatorMember(name: member, value: value, range: range(from: place)))
        }
        try expect(.semicolon)
        return SyntaxTranslator(
            output: output, input: input, parameter: name, members: members, range: range(from: start))
    }

    private mutating func parseProvider() throws(Diagnostic) -> SyntaxProvider {
        let start = current.range
        advance()
        let name = try expectIdentifier()
        try expect(.leftBrace)
        var probes: [SyntaxProbe] = []
        while !accept(.rightBrace) {
            let place = current.range
            guard accept(.probe) else { throw unexpected }
            var probe = SyntaxProbe(name: try parseProbeName(), arguments: [], translated: nil, range: place)
            if accept(.leftParenthesis) { probe.arguments = try parseParameters(until: .rightParenthesis) }
            if accept(.colon) {
                try expect(.leftParenthesis)
                probe.translated = try parseParameters(until: .rightParenthesis)
            }
            try expect(.semicolon)
            probe.range = range(from: place)
            probes.append(probe)
        }
        try expect(.semicolon)
        return SyntaxProvider(name: name, probes: probes, range: range(from: start))
    }

    /// Words joined by minus signs, as in `read-done`.
    mutating func parseProbeName() throws(Diagnostic) -> String {
        var name = try expectIdentifier()
        while accept(.minus) || accept(.decrement) { name += "-\(try expectMember())" }
        return name
    }
}

extension Diagnostic {
    static func storageClass(at site: SourceRange) -> Diagnostic {
        Diagnostic("D_DECL_BADCLASS", "specified storage class not appropriate in D", at: site)
    }
}
