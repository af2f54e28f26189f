/// Assignments, increments and conditional expressions.
extension Checker {
    mutating func checkAssignment(
        _ operation: BinaryOperator?, _ targetSyntax: SyntaxExpression, _ valueSyntax: SyntaxExpression,
        at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let symbol = (operation?.symbol ?? "") + "="
        if case .aggregation(let name, _) = targetSyntax.kind {
            throw .badReference("aggregation", "@\(name)", as: "a value", at: site)
        }
        if operation == nil, let whole = try checkTranslatedAssignment(targetSyntax, valueSyntax, at: site) {
            return whole
        }
        var value = try check(valueSyntax)
        if case .array(let element, _) = value.type.resolved, !isCharacter(element) { value = decayed(value) }
        if operation != nil { try requireAssigned(targetSyntax) }
        let target = try target(targetSyntax, valued: value.type, symbol: symbol)
        guard let operation else { return try assign(value, to: target, at: site) }
        try requireOperands(of: operation, target, value, symbol, at: site)
        if isPointer(target.type) {
            let sum = try binary(operation, target, decayed(value), at: site)
            guard case .binary(_, _, let bytes) = sum.kind, isPointer(sum.type) else {
                throw .incompatible(name(target.type), symbol, name(value.type), at: site)
            }
            return TypedExpression(
                .compoundAssign(operation, target, bytes, operationType: target.type), type: target.type, range: site)
        }
        let isShift = operation == .shiftLeft || operation == .shiftRight
        value = promotedField(value)
        let left = promotedField(target).type
        let type = isShift ? promoted(left) : commonType(left, value.type)
        let operand = converted(value, to: .integer(isShift ? promoted(value.type) : type))
        if operation == .divide || operation == .modulo, isZero(operand) { throw .divisionByZero(at: site) }
        return TypedExpression(
            .compoundAssign(operation, target, operand, operationType: .integer(type)), type: target.type, range: site)
    }

    /// What `op=` reads must have been there before.
    private mutating func requireAssigned(_ syntax: SyntaxExpression) throws(Diagnostic) {
        guard let (scope, name, _) = Self.variable(syntax) else { return }
        if scope == .global { try introduce(name) }
        guard self[scope, name] == nil, scope != .global || (!isKnown(name) && !isReserved(name)) else { return }
        throw .unassigned(Self.shown(scope, name), at: syntax.range)
    }

    /// The operands of `op=`: integers, or for `+=` and `-=` a pointer and an integer.
    private func requireOperands(
        of operation: BinaryOperator, _ target: TypedExpression, _ value: TypedExpression, _ symbol: String,
        at site: SourceRange
    ) throws(Diagnostic) {
        if isInteger(target.type), isInteger(value.type) { return }
        switch operation {
        case .add, .subtract:
            guard !isString(target.type), !isString(value.type) else {
                throw .incompatible(name(target.type), symbol, name(value.type), at: site)
            }
            guard isPointer(target.type), !leadsNowhere(target.type) else {
                throw .sizeUnknown(symbol, "left-hand scalar operand", at: site)
            }
        case .multiply, .divide: throw .needsArithmetic(symbol, operands: 2, at: site)
        default: throw .needsInteger(symbol, operands: 2, at: site)
        }
    }

    private mutating func assign(
        _ value: TypedExpression, to target: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if isString(target.type), isZero(value) || isNull(value) {
            // Assigning 0 gives a variable back; for strings that is the empty one.
            return TypedExpression(.assign(target, noString(at: value.range)), type: target.type, range: site)
        }
        if case .array = target.type.resolved { throw .arrayOperand("=", name(target.type), at: site) }
        guard isAssignable(value, to: target.type) else {
            throw .incompatible(name(target.type), "=", name(value.type), at: site)
        }
        let target = try settled(target, by: value)
        return TypedExpression(
            .assign(target, converted(value, to: target.type)), type: target.type, range: site)
    }

    /// Whether a value may be stored in something of a type; 0 is a pointer to nothing.
    func isAssignable(_ value: TypedExpression, to type: DType) -> Bool {
        isArgument(value.type, for: type) || (isPointer(type) && isZero(value))
    }

    /// A pointer variable lies in the address space of what it is first assigned, and stays there.
    private mutating func settled(
        _ target: TypedExpression, by value: TypedExpression
    ) throws(Diagnostic) -> TypedExpression {
        guard !isNull(value), case .variable(let id, _) = target.kind,
            case .pointer(let element, let old) = target.type.resolved,
            case .pointer(_, let new) = decayed(value).type.resolved
        else { return target }
        if scopes.openSpaces.remove(id) != nil, old != new {
            let type = DType.pointer(element, new)
            program.variables[id.index].type = type
            var result = target
            result.type = type
            return result
        }
        guard old == new || (old != .scratch && new != .scratch) else {
            let variable = program.variables[id.index]
            throw .allocaMix(Self.shown(variable.scope, variable.name), at: target.range)
        }
        return target
    }

    mutating func checkIncrement(
        _ syntax: SyntaxExpression, by step: Int64, isPrefix: Bool, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let symbol = step > 0 ? "++" : "--"
        let target = try target(syntax, valued: BuiltinTypes.int64, symbol: symbol)
        guard isScalar(target.type) else { throw .needsScalar(symbol, operands: 1, at: site) }
        guard !leadsNowhere(target.type) else { throw .sizeUnknown(symbol, "an operand", at: site) }
        let delta = isPointer(target.type) ? step * (try stride(of: target.type, at: site)) : step
        return TypedExpression(
            .increment(target, delta: delta, isPrefix: isPrefix), type: target.type, range: site)
    }

    /// Variables and memory can be written; built-ins, constants and results can not.
    func requireWritable(_ target: TypedExpression, symbol: String) throws(Diagnostic) {
        switch target.kind {
        case .variable, .dereference: return
        case .member(let base, _, _), .index(let base, _, _): try requireWritable(base, symbol: symbol)
        case .builtin, .argument, .userRegister: throw .notWritable(symbol, at: target.range)
        default: throw .needsLvalue(symbol, at: target.range)
        }
    }

    mutating func checkConditional(
        _ conditionSyntax: SyntaxExpression, _ thenSyntax: SyntaxExpression, _ otherwiseSyntax: SyntaxExpression,
        at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let condition = try condition(conditionSyntax)
        guard isScalar(condition.type) else { throw .choiceNotScalar(at: conditionSyntax.range) }
        var (then, otherwise) = (try check(thenSyntax), try check(otherwiseSyntax))
        let type: DType
        if isInteger(then.type), isInteger(otherwise.type) {
            (then, otherwise) = (promotedField(then), promotedField(otherwise))
            type = .integer(commonType(then.type, otherwise.type))
        } else if isStringLike(then.type), isStringLike(otherwise.type),
            isString(then.type) || isString(otherwise.type)
        {
            type = .string
        } else {
            (then, otherwise) = (decayed(then), decayed(otherwise))
            if isPointer(then.type), isZero(otherwise) || arePointersCompatible(then.type, otherwise.type) {
                type = then.type
            } else if isPointer(otherwise.type), isZero(then) {
                type = otherwise.type
            } else if then.type.resolved == .void, otherwise.type.resolved == .void {
                type = .void
            } else {
                throw .choiceIncompatible(at: site)
            }
        }
        return TypedExpression(
            .conditional(condition, converted(then, to: type), converted(otherwise, to: type)), type: type, range: site)
    }

    mutating func checkCast(
        _ type: DType, _ syntax: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let checked = try check(syntax)
        if isString(type) {
            guard isStringLike(checked.type) || isScalar(checked.type) else {
                throw .invalidCast(from: name(checked.type), to: name(type), at: site)
            }
            return converted(checked, to: .string)
        }
        let operand = decayed(checked)
        if type.resolved == .void { return TypedExpression(.convert(operand), type: type, range: site) }
        guard isScalar(type), isScalar(operand.type) else {
            throw .invalidCast(from: name(operand.type), to: name(type), at: site)
        }
        // A cast changes what a pointer leads to, not where it leads.
        if case .pointer(let target, _) = type.resolved, case .pointer(_, let space) = operand.type.resolved {
            return converted(operand, to: .pointer(target, space))
        }
        var result = converted(operand, to: type)
        result.range = site
        return result
    }
}
