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
        let (word, base) = try parseSpecifiers(in: .declaration)
        let storage = word.map(\.storage) ?? .global
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
        if !skipBody(of: declarators) { try expect(.semicolon) }
        return SyntaxDeclaration(
            storage: try declared(as: storage, word, declarators), type: base, declarators: declarators,
            range: range(from: start))
    }

    /// Passes over the body of a C function in a header, which nothing in D can call.
    private mutating func skipBody(of declarators: [SyntaxDeclarator]) -> Bool {
        guard isAt(.leftBrace), source.map.file(at: current.range.lowerBound) != nil, declarators.count == 1,
            case .function? = declarators.first?.type
        else { return false }
        var depth = 0
        repeat {
            if isAt(.leftBrace) { depth += 1 }
            if isAt(.rightBrace) { depth -= 1 }
            advance()
        } while depth > 0 && current.kind != .end
        return true
    }

    /// The storage class of a declaration; C's own are for functions only, which are declared elsewhere.
    private func declared(
        as storage: SyntaxDeclaration.Storage?, _ word: StorageWord?, _ declarators: [SyntaxDeclarator]
    ) throws(Diagnostic) -> SyntaxDeclaration.Storage {
        let isFunctions =
            !declarators.isEmpty
            && declarators.allSatisfy { if case .function = $0.type { true } else { false } }
        if isFunctions, storage == .global || word?.keyword == .static { return .external }
        guard let storage else { throw .storageClass(at: word?.range ?? current.range) }
        return storage
    }

    private mutating func parseInline() throws(Diagnostic) -> SyntaxInline {
        let start = current.range
        advance()
        let base = try parseSpecifiers(in: .inline).type
        keyNames = []
        var (name, type) = try parseDeclarator(of: base)
        guard !name.isEmpty else { throw unexpected }
        var parameters: [SyntaxParameter] = []
        switch type {
        case .associative(let element, let keys):
            parameters = zip(keyNames, keys).map { SyntaxParameter(name: $0, type: $1) }
            type = element
        case .array(_, let size):
            throw .inlineArray(name, hasSize: size != nil, at: range(from: start))
        default: break
        }
        try expect(.assign)
        let value = try parseAssignment()
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
                probe.translated = try parseParameters(until: .rightParenthesis, areOutputs: true)
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
        while accept(.minus) { name += "-\(try expectMember())" }
        return name
    }
}

extension Diagnostic {
    static func inlineArray(_ name: String, hasSize: Bool, at site: SourceRange) -> Diagnostic {
        Diagnostic(
            "D_DECL_ARRNULL",
            hasSize
                ? "inline declaration cannot be of scalar array type: \(name)"
                : "inline declaration requires array tuple signature: \(name)", at: site)
    }
}
