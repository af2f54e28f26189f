/// Stability: what the parts of a program rely upon, and what its pragmas say about that.
extension Checker {
    /// Something of these attributes is used.
    mutating func note(_ attributes: Attributes, _ what: String, at site: SourceRange) throws(Diagnostic) {
        if let minimum = options.minimumAttributes, attributes.weaker(minimum) != minimum {
            throw .belowMinimum(what, attributes, at: site)
        }
        clause.attributes = clause.attributes.weaker(attributes)
    }

    /// A probe that a clause names, and its arguments when the clause uses them.
    mutating func noteProbe(_ probe: Int, of spec: ProbeSpec) throws(Diagnostic) {
        let usesArguments = !clause.usedArguments.isEmpty
        guard usesArguments || options.minimumAttributes != nil, let attributes = resolver.attributes(of: probe) else {
            return
        }
        let outer = clause.attributes
        try note(attributes.name, "probe description \(spec.text)", at: spec.range)
        clause.attributes = outer
        if usesArguments { try note(attributes.arguments, "associative array args", at: spec.range) }
    }

    /// Reads the attributes and bindings that a source states.
    ///
    /// Those of providers hold for all that is reported about them (see `providerAttributes(in:)`); those of names must be
    /// about names of the program, which is known at its end.
    mutating func state(_ pragmas: [Pragma], in map: SourceMap) throws(Diagnostic) {
        for pragma in pragmas {
            let words = pragma.words
            guard words.count > 3, words[0] == "D", words[1] == "attributes" || words[1] == "binding" else { continue }
            let attributes = words[1] == "attributes" ? Attributes(words[2]) : nil
            if attributes != nil, words[3] == "provider" {
                try requireProvider(words.dropFirst(4), pragma, map)
                continue
            }
            guard !isReserved(words[3]) else { throw map.locate(.pragmaScope(words[1], at: pragma.range)) }
            scopes.pending.append((words[3], words[1], pragma.range))
            if let attributes { scopes.stated[words[3]] = attributes }
        }
    }

    /// Pragmas about a provider name it and one of its parts.
    private mutating func requireProvider(
        _ words: ArraySlice<String>, _ pragma: Pragma, _ map: SourceMap
    ) throws(Diagnostic) {
        guard words.count > 1, let name = words.first, let part = words.dropFirst().first else {
            throw map.locate(.malformedPragma("malformed #pragma attributes <attributes> <ident>", at: pragma.range))
        }
        guard ProviderAttributes.Part(rawValue: part) != nil else {
            throw map.locate(.providerPart(part, name, at: pragma.range))
        }
        if !resolver.isProvider(name) { scopes.pendingProviders.append((name, pragma.range)) }
    }

    /// Every pragma about a name must have found it by the end of its source.
    mutating func requirePragmasUsed(in map: SourceMap) throws(Diagnostic) {
        for (name, kind, range) in scopes.pending {
            // A binding may also be that of the translators declared below it.
            let isOfTranslator = name == "translator" && kind == "binding" && !scopes.translators.isEmpty
            guard self[.global, name] != nil || isKnown(name) || isOfTranslator else {
                throw map.locate(.unusedPragma(kind, at: range))
            }
        }
        for (name, range) in scopes.pendingProviders where scopes.providers[name] == nil {
            throw map.locate(.unusedPragma("attributes", at: range))
        }
        scopes.pending = []
        scopes.pendingProviders = []
    }
}
