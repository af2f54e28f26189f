/// Expressions, by kind.
extension Checker {
    mutating func check(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        try nested(at: syntax.range) { (checker) throws(Diagnostic) in try checker.checkKind(syntax) }
    }

    mutating func checkAll(_ list: [SyntaxExpression]) throws(Diagnostic) -> [TypedExpression] {
        var result: [TypedExpression] = []
        for item in list { result.append(try check(item)) }
        return result
    }

    /// A value to compute with: arrays decay, results for the consumer are refused.
    mutating func value(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        try usable(try check(syntax))
    }

    /// A value that only has to be told from zero.
    mutating func condition(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        if let address = try translatedAddress(syntax) { return address }
        return try value(syntax)
    }

    private mutating func checkKind(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        let site = syntax.range
        switch syntax.kind {
        case .integer(let literal):
            return TypedExpression(
                .integer(Int64(bitPattern: literal.bits)), type: .integer(literal.type), range: site)
        case .string(let bytes):
            return TypedExpression(.string(Array(bytes.prefix { $0 != 0 })), type: .string, range: site)
        case .identifier, .threadVariable, .clauseVariable, .macroVariable, .external:
            return try checkName(syntax)
        case .aggregation(let name, _):
            guard scopes.aggregations[name] != nil else { throw .unknownVariable("@\(name)", at: site) }
            throw .badReference("aggregation", "@\(name)", as: "a value", at: site)
        case .unary(let operation, let operand): return try checkUnary(operation, operand, at: site)
        case .increment(let operand, let isIncrement, let isPrefix):
            return try checkIncrement(operand, by: isIncrement ? 1 : -1, isPrefix: isPrefix, at: site)
        case .dereference(let operand): return try dereferenced(try value(operand), at: site)
        case .addressOf(let operand): return try checkAddressOf(operand, at: site)
        case .binary(let operation, let left, let right):
            guard operation.isComparison else {
                return try binary(operation, try operand(left), try operand(right), at: site)
            }
            let first = try comparand(left)
            try requireUnambiguous(right, beside: first, operation, at: site)
            return try binary(operation, first, try comparand(right), at: site)
        case .logical(let operation, let left, let right):
            return try checkLogical(operation, left, right, at: site)
        case .conditional(let condition, let then, let otherwise):
            return try checkConditional(condition, then, otherwise, at: site)
        case .comma(let left, let right):
            let (first, second) = (try check(left), try check(right))
            return TypedExpression(.comma(first, second), type: second.type, range: site)
        case .assign(let operation, let target, let source):
            return try checkAssignment(operation, target, source, at: site)
        case .cast(.associative, let operand):
            throw .invalidCast(from: name(try check(operand).type), to: "associative array", at: site)
        case .cast(let type, let operand): return try checkCast(try resolve(type, at: site), operand, at: site)
        case .sizeofType, .sizeofExpression, .offsetof: return try checkSize(syntax)
        case .stringof(let operand): return try checkStringOf(operand, at: site)
        case .call(let name, let arguments): return try checkCall(name, arguments, at: site)
        case .index(let base, let keys): return try checkIndex(base, keys, at: site)
        case .member(let base, let name, let isArrow):
            return try checkMember(base, name, isArrow: isArrow, at: site)
        case .translate(let type, let operand): return try checkWholeTranslation(type, operand, at: site)
        }
    }

    /// A name beside an enumeration's value must not be both one of its constants and a variable.
    private func requireUnambiguous(
        _ syntax: SyntaxExpression, beside value: TypedExpression, _ operation: BinaryOperator, at site: SourceRange
    ) throws(Diagnostic) {
        guard case .identifier(let word) = syntax.kind, self[.global, word] != nil,
            case .enumeration(let id) = value.type.resolved, program.types[id].constantNames.contains(word)
        else { return }
        throw .ambiguous(operation.symbol, word, name(value.type), at: site)
    }

    /// An operand of a comparison or arithmetic: strings stay what they are.
    private mutating func operand(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        let checked = try check(syntax)
        if case .array(let element, _) = checked.type.resolved, isCharacter(element) { return checked }
        return try usable(checked)
    }

    private mutating func comparand(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        if let address = try translatedAddress(syntax) { return address }
        return try operand(syntax)
    }

    private func usable(_ value: TypedExpression) throws(Diagnostic) -> TypedExpression {
        switch value.type.resolved {
        case .stack, .symbol: throw .dynamicOperand("\(name(value.type))( )", at: value.range)
        default: return promotedField(decayed(value))
        }
    }

    /// A bit-field takes part in arithmetic as an int when an int holds all its values, whatever its sign.
    func promotedField(_ value: TypedExpression) -> TypedExpression {
        guard case .member(_, _, let width?) = value.kind, case .integer(let type) = value.type.resolved,
            width < 32 || (width == 32 && type.isSigned)
        else { return value }
        return TypedExpression(.convert(value), type: BuiltinTypes.int, range: value.range)
    }

    private mutating func checkStringOf(
        _ syntax: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let operand = try check(syntax)
        guard isStringLike(operand.type) || isScalar(operand.type) else {
            throw .stringofType(name(operand.type), at: site)
        }
        return converted(operand, to: .string)
    }

    private mutating func checkSize(_ syntax: SyntaxExpression) throws(Diagnostic) -> TypedExpression {
        let site = syntax.range
        let result: Int
        switch syntax.kind {
        case .offsetof(let type, let member):
            guard case .aggregate(let id) = try resolve(type, at: site).resolved else { throw .offsetofType(at: site) }
            guard let found = try findMember(member, of: id, at: site) else {
                throw .offsetofMember(member, name(.aggregate(id)), at: site)
            }
            guard found.bitWidth == nil else { throw .offsetofBitField(member, at: site) }
            result = found.bitOffset / 8
        case .sizeofType(.associative): throw .sizeofUnknown(at: site)
        case .sizeofType(let type):
            if case .named(let name, "") = type, try knownType(name, at: site) == nil {
                throw .unknownVariable(name, at: site)
            }
            result = try knownSize(of: try resolve(type, at: site), at: site)
        case .sizeofExpression(let operand): result = try sizeOfOperand(operand)
        default: throw .sizeofUnknown(at: site)
        }
        return TypedExpression(
            .integer(Int64(result)), type: BuiltinTypes.alias("size_t", .unsignedLong), range: site)
    }

    /// The operand of `sizeof` is a type's name when it is no variable's.
    private mutating func sizeOfOperand(_ syntax: SyntaxExpression) throws(Diagnostic) -> Int {
        if case .identifier(let name) = syntax.kind { try introduce(name) }
        if case .identifier(let name) = syntax.kind, self[.global, name] == nil, !isKnown(name), !isReserved(name) {
            guard let type = try knownType(name, at: syntax.range) else {
                throw .unknownVariable(name, at: syntax.range)
            }
            return try knownSize(of: type, at: syntax.range)
        }
        if case .aggregation(let name, _) = syntax.kind, scopes.aggregations[name] != nil {
            throw .sizeofUnknown(at: syntax.range)
        }
        let operand: TypedExpression
        do {
            operand = try check(syntax)
        } catch {
            throw error.isWholeTranslation(at: syntax.range) ? .sizeofUnknown(at: syntax.range) : error
        }
        if case .member(_, _, let width) = operand.kind, width != nil { throw .sizeofBitField(at: syntax.range) }
        if case .string(let bytes) = operand.kind { return bytes.count + 1 }
        return try knownSize(of: operand.type, at: syntax.range)
    }

    /// The size of a type, which has to have one.
    private mutating func knownSize(of type: DType, at site: SourceRange) throws(Diagnostic) -> Int {
        // `strsize` counts the bytes a string can hold, without the zero byte.
        if isString(type) { return options.stringSize - 1 }
        let bytes: Int?
        do {
            bytes = try size(of: type, at: site)
        } catch {
            throw error.tag == "D_OP_INCOMPLETE" ? .sizeofUnknown(at: site) : error
        }
        guard let bytes else { throw .sizeofUnknown(at: site) }
        return bytes
    }
}
