/// Translated values: `xlate<type>(e)->member` becomes the translator's expression for the member.
extension Checker {
    /// The member of a translated value; nil when `base` is no translation.
    mutating func checkTranslated(
        _ base: SyntaxExpression, member: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression? {
        switch base.kind {
        case .translate(let type, let operand):
            return try translatedMember(member, to: try resolve(type, at: site), of: try check(operand), at: site)
        case .identifier(let name):
            try introduce(name)
            guard self[.global, name] == nil, !clause.bindings.contains(where: { $0[name] != nil }),
                let inline = scopes.inlines[name], inline.syntax.parameters.isEmpty
            else { return nil }
            return try checkTranslated(inline.syntax, from: inline.map, keys: [], member: member, at: site)
        case .index(let array, let keys):
            guard case .identifier(let name) = array.kind else { return nil }
            if name == "args" { return try translatedArgument(keys, member: member, at: site) }
            try introduce(name)
            guard let inline = scopes.inlines[name], !inline.syntax.parameters.isEmpty else { return nil }
            let values = try checkAll(keys)
            return try checkTranslated(inline.syntax, from: inline.map, keys: values, member: member, at: site)
        default: return nil
        }
    }

    private mutating func checkTranslated(
        _ inline: SyntaxInline, from origin: SourceMap, keys: [TypedExpression], member: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression? {
        try bound(inline, from: origin, keys: keys, at: site) { (checker) throws(Diagnostic) in
            try checker.checkTranslated(inline.value, member: member, at: site)
        }
    }

    /// A member of an element of args[] that the D libraries translate.
    private mutating func translatedArgument(
        _ keys: [SyntaxExpression], member: String, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression? {
        let argument = try argument(keys, at: site)
        guard let nativeType = argument.nativeType else { return nil }
        let native = try typed(argument, as: nativeType, at: site)
        let type = try writtenType(argument.type, of: argument, at: site)
        return try translatedMember(member, to: type, of: native, at: site)
    }

    /// The address that an element of args[] translates, which is what comparisons and conditions look at: the element
    /// is NULL when there is nothing to translate. Nil for everything else.
    mutating func translatedAddress(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression? {
        guard case .index(let array, let keys) = syntax.kind, case .identifier("args") = array.kind else { return nil }
        let argument = try argument(keys, at: syntax.range)
        guard let nativeType = argument.nativeType else { return nil }
        let native = decayed(try typed(argument, as: nativeType, at: syntax.range))
        let type = try writtenType(argument.type, of: argument, at: syntax.range)
        guard isPointer(native.type), isPointer(type) else { return nil }
        return converted(native, to: type)
    }

    /// The translator of a value to a type, or to what a pointer type leads to.
    private func translator(
        to type: DType, of value: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> Scopes.Translator {
        var output = type
        if case .pointer(let target, _) = type.resolved { output = target }
        guard
            let translator = scopes.translators.first(where: {
                isSame($0.output, output) && isArgument(value.type, for: $0.input)
            })
        else { throw .noTranslator(from: name(value.type), to: name(type), at: site) }
        return translator
    }

    /// A translation used as a whole is only good for its members and for assigning all of them.
    mutating func checkWholeTranslation(
        _ type: SyntaxType, _ operand: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        // Both can bring types along, which naming the types needs.
        let target = try resolve(type, at: site)
        let value = decayed(try check(operand))
        _ = try translator(to: target, of: value, at: site)
        throw .wholeTranslation(at: site)
    }

    /// `variable = xlate<type>(e)` or `variable = *xlate<type *>(e)`: an assignment for each member that the translator
    /// defines; nil when the value is no translation.
    mutating func checkTranslatedAssignment(
        _ targetSyntax: SyntaxExpression, _ value: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression? {
        var syntax = value
        if case .dereference(let inner) = value.kind { syntax = inner }
        guard case .translate(let written, let operand) = syntax.kind else { return nil }
        let type = try resolve(written, at: syntax.range)
        let isPointer = isPointer(type)
        guard isPointer == (syntax.range != value.range) else { return nil }
        let input = try check(operand)
        let translator = try translator(to: type, of: decayed(input), at: syntax.range)
        guard case .aggregate(let id) = translator.output.resolved else { return nil }
        let target = try target(targetSyntax, valued: translator.output, symbol: "=")
        guard isSame(target.type, translator.output) else {
            throw .incompatible(name(target.type), "=", name(translator.output), at: site)
        }
        var result: TypedExpression?
        var seen: Set<String> = []
        for member in translator.syntax.members where seen.insert(member.name).inserted {
            guard let place = try findMember(member.name, of: id, at: site) else { continue }
            let value = try translatedMember(member.name, to: translator.output, of: input, at: site)
            let part = TypedExpression(
                .member(target, bitOffset: place.bitOffset, bitWidth: place.bitWidth), type: place.type, range: site)
            let assignment = TypedExpression(.assign(part, value), type: place.type, range: site)
            result =
                result.map { TypedExpression(.comma($0, assignment), type: assignment.type, range: site) } ?? assignment
        }
        return result.map { TypedExpression(.comma($0, target), type: target.type, range: site) } ?? target
    }

    private mutating func translatedMember(
        _ member: String, to type: DType, of input: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let value = decayed(input)
        let translator = try translator(to: type, of: value, at: site)
        guard case .aggregate(let id) = translator.output.resolved,
            let declared = try findMember(member, of: id, at: site)
        else { throw .noMember(member, of: name(translator.output), at: site) }
        var definitions = translator.syntax.members.filter { $0.name == member }
        guard let last = definitions.popLast() else {
            throw .noTranslatedMember(member, at: site)
        }
        let outer = clause.bindings
        clause.bindings = [[translator.syntax.parameter: converted(value, to: translator.input)]]
        defer { clause.bindings = outer }
        // The first definition that fits the running kernel's types counts.
        for definition in definitions {
            do {
                return try translate(by: definition, from: translator.map, to: declared, at: site)
            } catch  where error.tag == "D_TYPE_MEMBER" || error.tag == "D_OP_INCOMPLETE" {}
        }
        return try translate(by: last, from: translator.map, to: declared, at: site)
    }

    /// The value that a translator defines for a member, with the translator's parameter bound.
    private mutating func translate(
        by definition: SyntaxTranslatorMember, from origin: SourceMap, to declared: AggregateType.Member,
        at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        try nested(at: site) { (checker) throws(Diagnostic) in
            try checker.within(origin) { (checker) throws(Diagnostic) in
                var result = try checker.translated(definition, as: declared.type)
                result.range = site
                return result
            }
        }
    }
}
