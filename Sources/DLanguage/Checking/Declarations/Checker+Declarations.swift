/// Variables, typedefs, inlines and translators.
extension Checker {
    mutating func declare(_ declaration: SyntaxDeclaration) throws(Diagnostic) {
        if declaration.declarators.isEmpty {
            guard case .tagged = declaration.type else { throw .uselessDeclaration(at: declaration.range) }
            _ = try resolve(declaration.type, at: declaration.range)
        }
        var shared: DType?
        for declarator in declaration.declarators {
            // A tag defined here is defined once, however many names follow it.
            let syntax = shared == nil ? declarator.type : Self.withoutDefinition(declarator.type)
            let type = try resolve(syntax, at: declarator.range)
            shared = type
            if declaration.storage == .typedef {
                try declareTypedef(declarator, type)
            } else {
                try declareVariable(declarator, type, storage: declaration.storage)
            }
        }
    }

    /// The same type with its tag named only.
    private static func withoutDefinition(_ type: SyntaxType) -> SyntaxType {
        switch type {
        case .tagged(var tag) where !tag.name.isEmpty:
            tag.members = nil
            tag.constants = nil
            return .tagged(tag)
        case .pointer(let target): return .pointer(withoutDefinition(target))
        case .array(let element, let size): return .array(withoutDefinition(element), size: size)
        case .associative(let element, let keys): return .associative(withoutDefinition(element), keys: keys)
        default: return type
        }
    }

    private mutating func declareTypedef(_ declarator: SyntaxDeclarator, _ type: DType) throws(Diagnostic) {
        if case .associative = declarator.type { throw .dynamicType(declarator.name, at: declarator.range) }
        if !map.isLibrary { _ = try readLibrary(defining: declarator.name) }
        let alias = DType.alias(declarator.name, underlying: type)
        // Headers repeat what is known; a script that does so is most likely wrong.
        let isRepeated = isHeader(at: declarator.range)
        let isKnown =
            scopes.typedefs[declarator.name].map { !isRepeated || $0.resolved != alias.resolved }
            ?? (!isRepeated && (BuiltinTypes.typedef(declarator.name) != nil || isReserved(declarator.name)))
        guard !isKnown else { throw .redeclared(declarator.name, at: declarator.range) }
        guard self[.global, declarator.name] == nil else {
            throw .redeclared(declarator.name, at: declarator.range)
        }
        scopes.typedefs[declarator.name] = alias
    }

    /// Whether a place is in a library, or in a header or another file that the preprocessor read.
    func isHeader(at site: SourceRange) -> Bool { map.isLibrary || map.file(at: site.lowerBound) != nil }

    private mutating func declareVariable(
        _ declarator: SyntaxDeclarator, _ type: DType, storage: SyntaxDeclaration.Storage
    ) throws(Diagnostic) {
        let name = declarator.name
        let scope: Variable.Scope = storage == .thread ? .thread : storage == .clause ? .clause : .global
        var keys: [DType] = []
        if case .associative(_, let parameters) = declarator.type {
            guard scope != .clause else { throw .localAssociativeArray(at: declarator.range) }
            for parameter in parameters {
                let key = try resolve(parameter, at: declarator.range)
                guard key.resolved != .void, !key.isFunction else { throw .badKeyType(name, at: declarator.range) }
                keys.append(key)
            }
        }
        // Functions are only ever declared elsewhere; nothing can be called through them.
        if type.isFunction { return }
        guard scopes.typedefs[name] == nil else { throw .redeclared(name, at: declarator.range) }
        try requireObject(type, name, at: declarator.range, isExternal: storage == .external)
        if scope == .global { try introduce(name) }
        if scope == .global, scopes.inlines[name] != nil || scopes.enumerators[name] != nil {
            throw .redeclared(name, at: declarator.range)
        }
        if let id = self[scope, name] {
            let known = program.variables[id.index]
            guard known.type.resolved == type.resolved, known.keys == keys else {
                throw .redeclared(name, at: declarator.range)
            }
            return
        }
        guard scope != .global || (!isReserved(name) && !isKnown(name)) else {
            throw .redeclared(name, at: declarator.range)
        }
        let id = define(name, scope: scope, type: type, keys: keys)
        if case .pointer = type.resolved { scopes.openSpaces.insert(id) }
    }

    /// Refuses variables of types that have no values.
    private mutating func requireObject(
        _ type: DType, _ name: String, at site: SourceRange, isExternal: Bool
    ) throws(Diagnostic) {
        switch type.resolved {
        case .void: throw .voidVariable(name, at: site)
        case .array(_, 0): if !isExternal { throw .arrayWithoutSize(name, at: site) }
        case .aggregate:
            do {
                _ = try size(of: type, at: site)
            } catch {
                throw error.tag == "D_OP_INCOMPLETE" ? .incompleteObject(self.name(type), name, at: site) : error
            }
        default: _ = try size(of: type, at: site)
        }
    }

    mutating func declare(_ inline: SyntaxInline) throws(Diagnostic) {
        if !map.isLibrary { try introduce(inline.name) }
        guard self[.global, inline.name] == nil, scopes.inlines[inline.name] == nil,
            map.isLibrary || !isReserved(inline.name)
        else {
            throw .redeclared(inline.name, at: inline.range)
        }
        let type = try resolve(inline.type, at: inline.range)
        guard type.resolved != .void else { throw .voidInline(inline.name, at: inline.range) }
        if !map.isLibrary { try checkDefinition(of: inline) }
        // Its value may have assigned to its own name, which made a variable.
        guard self[.global, inline.name] == nil else { throw .redeclared(inline.name, at: inline.range) }
        scopes.inlines[inline.name] = (inline, map)
    }

    mutating func declare(_ translator: SyntaxTranslator) throws(Diagnostic) {
        let output = try resolve(translator.output, at: translator.range)
        guard case .aggregate(let id) = output.resolved else {
            throw .translatorOutput(name(output), at: translator.range)
        }
        do {
            _ = try completed(id, at: translator.range)
        } catch {
            throw error.tag == "D_OP_INCOMPLETE" ? .translatorOutput(name(output), at: translator.range) : error
        }
        let input = try resolve(translator.input, at: translator.range)
        for known in scopes.translators where known.output.resolved == output.resolved && known.input == input {
            throw .translatorRedeclared(name(input), name(output), at: translator.range)
        }
        var seen: Set<String> = []
        for member in translator.members {
            guard try findMember(member.name, of: id, at: member.range) != nil else {
                throw .translatorMember(member.name, of: name(output), at: member.range)
            }
            // Libraries may define a member several times, for kernels that differ.
            guard seen.insert(member.name).inserted || map.isLibrary else {
                throw .redeclared(member.name, at: member.range)
            }
        }
        if !map.isLibrary { try checkDefinition(of: translator, from: input, to: id) }
        scopes.translators.append((translator, output, input, map))
    }
}
