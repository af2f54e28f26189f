/// Unary, binary and logical operators.
extension Checker {
    mutating func checkUnary(
        _ operation: SyntaxUnaryOperator, _ syntax: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let operand = try operation == .not ? condition(syntax) : value(syntax)
        if operation == .not {
            guard isScalar(operand.type) else { throw .needsScalar("!", operands: 1, at: site) }
            if case .integer(let bits) = operand.kind { return integer(bits == 0 ? 1 : 0, .int, at: site) }
            return TypedExpression(.unary(.not, operand), type: BuiltinTypes.int, range: site)
        }
        guard isInteger(operand.type) else {
            throw operation == .complement
                ? .needsInteger("~", operands: 1, at: site)
                : .needsArithmetic(operation.rawValue, operands: 1, at: site)
        }
        let type = promoted(operand.type)
        let value = converted(operand, to: .integer(type))
        if case .integer(let bits) = value.kind {
            let result = operation == .plus ? bits : operation == .negate ? 0 &- bits : ~bits
            return integer(result, type, at: site)
        }
        guard operation != .plus else { return value }
        return TypedExpression(
            .unary(operation == .negate ? .negate : .complement, value), type: .integer(type), range: site)
    }

    /// An integer constant cut to its type.
    func integer(_ value: Int64, _ type: IntegerType, at site: SourceRange) -> TypedExpression {
        TypedExpression(.integer(wrapped(value, to: .integer(type))), type: .integer(type), range: site)
    }

    func isZero(_ value: TypedExpression) -> Bool {
        if case .integer(0) = value.kind { isInteger(value.type) } else { false }
    }

    /// Whether the value is a constant pointer to nothing: `NULL`, `(char *)0`.
    func isNull(_ value: TypedExpression) -> Bool {
        if case .integer(0) = value.kind { isPointer(value.type) } else { false }
    }

    /// What stands for no string: D's strings are values, and the empty one is what DTrace calls NULL.
    func noString(at site: SourceRange) -> TypedExpression { TypedExpression(.string([]), type: .string, range: site) }

    mutating func binary(
        _ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if operation.isComparison { return try comparison(operation, left, right, at: site) }
        let (left, right) = (decayed(left), decayed(right))
        if operation == .add || operation == .subtract, isPointer(left.type) || isPointer(right.type) {
            return try pointerArithmetic(operation, left, right, at: site)
        }
        guard isInteger(left.type), isInteger(right.type) else {
            switch operation {
            case .add, .subtract: throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
            case .multiply, .divide: throw .needsArithmetic(operation.symbol, operands: 2, at: site)
            default: throw .needsInteger(operation.symbol, operands: 2, at: site)
            }
        }
        let isShift = operation == .shiftLeft || operation == .shiftRight
        let type = isShift ? promoted(left.type) : commonType(left.type, right.type)
        let first = converted(left, to: .integer(type))
        let second = converted(right, to: .integer(isShift ? promoted(right.type) : type))
        if operation == .divide || operation == .modulo, isZero(second) { throw .divisionByZero(at: site) }
        if case .integer(let a) = first.kind, case .integer(let b) = second.kind {
            return integer(fold(operation, a, b, type), type, at: site)
        }
        return TypedExpression(.binary(operation, first, second), type: .integer(type), range: site)
    }

    private mutating func comparison(
        _ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        if isString(left.type), isNull(right) {
            return try comparison(operation, left, noString(at: right.range), at: site)
        }
        if isString(right.type), isNull(left) {
            return try comparison(operation, noString(at: left.range), right, at: site)
        }
        if isStringLike(left.type), isStringLike(right.type), isString(left.type) || isString(right.type) {
            return TypedExpression(
                .binary(operation, converted(left, to: .string), converted(right, to: .string)),
                type: BuiltinTypes.int, range: site)
        }
        let (left, right) = (decayed(left), decayed(right))
        guard isScalar(left.type), isScalar(right.type) else {
            throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
        }
        if isPointer(left.type) || isPointer(right.type) {
            // Integers compare with pointers as addresses: arg0 with a kernel pointer, a pointer with NULL.
            if isPointer(left.type), isPointer(right.type), !arePointersCompatible(left.type, right.type) {
                throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
            }
            let type = DType.integer(.unsignedLong)
            return TypedExpression(
                .binary(operation, converted(left, to: type), converted(right, to: type)), type: BuiltinTypes.int,
                range: site)
        }
        let type = commonType(left.type, right.type)
        let (first, second) = (converted(left, to: .integer(type)), converted(right, to: .integer(type)))
        if case .integer(let a) = first.kind, case .integer(let b) = second.kind {
            return integer(compare(operation, a, b, type) ? 1 : 0, .int, at: site)
        }
        return TypedExpression(.binary(operation, first, second), type: BuiltinTypes.int, range: site)
    }

    /// Pointer plus or minus integer, scaled to bytes; the distance of two pointers in elements.
    private mutating func pointerArithmetic(
        _ operation: BinaryOperator, _ left: TypedExpression, _ right: TypedExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        guard !leadsNowhere(left.type), !leadsNowhere(right.type) else {
            throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
        }
        if isPointer(left.type), isPointer(right.type) {
            guard operation == .subtract, arePointersCompatible(left.type, right.type) else {
                throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
            }
            let long = DType.integer(.long)
            let bytes = TypedExpression(
                .binary(.subtract, converted(left, to: long), converted(right, to: long)), type: long, range: site)
            return try binary(
                .divide, bytes, integer(try stride(of: left.type, at: site), .long, at: site), at: site)
        }
        let (pointer, offset) = isPointer(left.type) ? (left, right) : (right, left)
        guard isInteger(offset.type), operation == .add || isPointer(left.type) else {
            throw .incompatible(name(left.type), operation.symbol, name(right.type), at: site)
        }
        let scale = integer(try stride(of: pointer.type, at: site), .long, at: site)
        let bytes = try binary(.multiply, converted(offset, to: .integer(.long)), scale, at: site)
        return TypedExpression(.binary(operation, pointer, bytes), type: pointer.type, range: site)
    }

    /// Whether it is a pointer to void or to a function, which has no size to count in.
    func leadsNowhere(_ type: DType) -> Bool {
        guard case .pointer(let target, _) = type.resolved else { return false }
        return target.resolved == .void || target.isFunction
    }

    /// The size of what a pointer leads to.
    mutating func stride(of type: DType, at site: SourceRange) throws(Diagnostic) -> Int64 {
        guard case .pointer(let target, _) = type.resolved else { return 1 }
        return Int64(max(1, try size(of: target, at: site) ?? 1))
    }

    mutating func checkLogical(
        _ operation: LogicalOperator, _ left: SyntaxExpression, _ right: SyntaxExpression, at site: SourceRange
    ) throws(Diagnostic) -> TypedExpression {
        let (first, second) = (try condition(left), try condition(right))
        guard isScalar(first.type), isScalar(second.type) else {
            throw .needsScalar(operation.symbol, operands: 2, at: site)
        }
        if case .integer(let a) = first.kind, case .integer(let b) = second.kind {
            let (a, b) = (a != 0, b != 0)
            let result = operation == .and ? a && b : operation == .or ? a || b : a != b
            return integer(result ? 1 : 0, .int, at: site)
        }
        return TypedExpression(.logical(operation, first, second), type: BuiltinTypes.int, range: site)
    }
}

extension BinaryOperator {
    var isComparison: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        default: false
        }
    }
}
