/// Inlines and translators of scripts are checked where they stand, not only where they are used.
extension Checker {
    mutating func checkDefinition(of inline: SyntaxInline) throws(Diagnostic) {
        var keys: [TypedExpression] = []
        for parameter in inline.parameters {
            keys.append(placeholder(of: try resolve(parameter.type, at: inline.range), at: inline.range))
        }
        do {
            _ = try expand(inline, from: map, keys: keys, at: inline.range)
        } catch {
            guard !Self.dependsOnUse(error) else { return }
            throw error
        }
    }

    mutating func checkDefinition(
        of translator: SyntaxTranslator, from input: DType, to output: AggregateTypeID
    ) throws(Diagnostic) {
        let outer = clause.bindings
        clause.bindings = [[translator.parameter: placeholder(of: input, at: translator.range)]]
        defer { clause.bindings = outer }
        for member in translator.members {
            guard let declared = try findMember(member.name, of: output, at: member.range) else { continue }
            do {
                _ = try translated(member, as: declared.type)
            } catch {
                guard !Self.dependsOnUse(error) else { continue }
                throw error
            }
        }
    }

    /// The value of a translator's member, as the member's type.
    mutating func translated(
        _ member: SyntaxTranslatorMember, as type: DType
    ) throws(Diagnostic) -> TypedExpression {
        let value = try check(member.value)
        guard isAssignable(value, to: type) || (isStringLike(value.type) && isStringLike(type)) else {
            throw .translatorType(member.name, name(type), name(value.type), at: member.range)
        }
        return isScalar(type) || isString(type) ? converted(value, to: type) : value
    }

    /// Whether something is only wrong as long as nobody uses the definition: the probe is not known yet, or only a
    /// member of a translation will be wanted.
    private static func dependsOnUse(_ error: Diagnostic) -> Bool {
        ["D_ARGS_NONE", "D_ARGS_IDX", "D_XLATE_SOU"].contains(error.tag)
    }

    /// A value of a type that is not known before it is used.
    private func placeholder(of type: DType, at site: SourceRange) -> TypedExpression {
        let raw = TypedExpression(.argument(0), type: BuiltinTypes.int64, range: site)
        switch type.resolved {
        case .integer, .enumeration, .pointer: return TypedExpression(.convert(raw), type: type, range: site)
        case .string: return TypedExpression(.stringOf(raw), type: type, range: site)
        default:
            let pointer = TypedExpression(.convert(raw), type: .pointer(type, .kernel), range: site)
            return TypedExpression(.dereference(pointer), type: type, range: site)
        }
    }
}
