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
            guard self[.global, name] == nil, !clause.bindings.contains(where: { $0[name] != nil }),
                let inline = scopes.inlines[name], inline.syntax.parameters.isEmpty
            else { return nil }
            return try checkTranslated(inline.syntax, from: inline.map, keys: [], member: member, at: site)
        case .index(let array, let keys):
            guard case .identifier(let name) = array.kind else { return nil }
            if name == "args" { return try translatedArgument(keys, member: member, at: site) }
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

    private mutating func translatedMember(
        _ member: String, to type: DType, of input: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        var output = type
        if case .pointer(let target, _) = type.resolved { output = target }
        let value = decayed(input)
        guard
            let translator = scopes.translators.first(where: {
                isSame($0.output, output) && isArgument(value.type, for: $0.input)
            })
        else { throw .noTranslator(from: name(input.type), to: name(type), at: site) }
        guard case .aggregate(let id) = translator.output.resolved,
            let declared = try findMember(member, of: id, at: site)
        else { throw .noMember(member, of: name(output), at: site) }
        guard let definition = translator.syntax.members.first(where: { $0.name == member }) else {
            throw .noTranslatedMember(member, to: name(output), at: site)
        }
        let outer = clause.bindings
        clause.bindings = [[translator.syntax.parameter: converted(value, to: translator.input)]]
        defer { clause.bindings = outer }
        return try nested(at: site) { (checker) throws(Diagnostic) in
            try checker.within(translator.map) { (checker) throws(Diagnostic) in
                let value = try checker.check(definition.value)
                guard checker.isAssignable(value, to: declared.type) || checker.isStringLike(value.type) else {
                    throw .incompatible(
                        checker.name(declared.type), "=", checker.name(value.type), at: definition.range)
                }
                var result = value
                if checker.isScalar(declared.type) || checker.isString(declared.type) {
                    result = checker.converted(value, to: declared.type)
                }
                result.range = site
                return result
            }
        }
    }
}
