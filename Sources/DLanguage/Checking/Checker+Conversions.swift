/// C's conversions on an LP64 machine, and D's for strings.
extension Checker {
    func isInteger(_ type: DType) -> Bool {
        switch type.resolved {
        case .integer, .enumeration: true
        default: false
        }
    }

    /// The bytes of an integer or enumeration, 0 for other types.
    func integerSize(_ type: DType) -> Int {
        switch type.resolved {
        case .integer(let integer): integer.bytes
        case .enumeration(let id): program.types[id].bytes
        default: 0
        }
    }

    func isPointer(_ type: DType) -> Bool {
        if case .pointer = type.resolved { true } else { false }
    }

    /// Integers, enumerations and pointers: what can be tested against 0.
    func isScalar(_ type: DType) -> Bool { isInteger(type) || isPointer(type) }

    func isCharacter(_ type: DType) -> Bool {
        if case .integer(let integer) = type.resolved { integer.bytes == 1 } else { false }
    }

    func isString(_ type: DType) -> Bool { type.resolved == .string }

    /// Strings and what D takes for one: arrays of and pointers to char.
    func isStringLike(_ type: DType) -> Bool {
        switch type.resolved {
        case .string: true
        case .array(let element, _), .pointer(let element, _): isCharacter(element)
        default: false
        }
    }

    /// The integer a value takes part in arithmetic as: at least an int.
    func promoted(_ type: DType) -> IntegerType {
        switch type.resolved {
        case .integer(let integer): integer.bytes < 4 ? .int : integer
        case .enumeration: .int
        default: .unsignedLong
        }
    }

    /// C's usual arithmetic conversions.
    func commonType(_ left: DType, _ right: DType) -> IntegerType {
        let (left, right) = (promoted(left), promoted(right))
        if left.bytes != right.bytes { return left.bytes > right.bytes ? left : right }
        return left.isSigned && !right.isSigned ? right : left
    }

    /// An array as the address of its first element; anything else as it is.
    func decayed(_ value: TypedExpression) -> TypedExpression {
        guard case .array(let element, _) = value.type.resolved else { return value }
        return TypedExpression(
            .addressOf(value), type: .pointer(element, space(of: value)), range: value.range)
    }

    /// The address space an lvalue lies in.
    func space(of value: TypedExpression) -> DType.AddressSpace {
        switch value.kind {
        case .dereference(let pointer):
            if case .pointer(_, let space) = pointer.type.resolved { return space }
            return .kernel
        case .member(let base, _, _), .index(let base, _, _): return space(of: base)
        default: return .dtrace
        }
    }

    /// The value as `type`: integers and pointers by width, strings by reading them.
    func converted(_ value: TypedExpression, to type: DType) -> TypedExpression {
        if isString(type) {
            if isString(value.type) { return value }
            return TypedExpression(.stringOf(decayed(value)), type: .string, range: value.range)
        }
        let value = decayed(value)
        if value.type == type { return value }
        if value.type.resolved == type.resolved {
            var same = value
            same.type = type
            return same
        }
        if case .integer(let bits) = value.kind, isScalar(type) {
            return TypedExpression(.integer(wrapped(bits, to: type)), type: type, range: value.range)
        }
        guard isScalar(type), isScalar(value.type) else { return value }
        return TypedExpression(.convert(value), type: type, range: value.range)
    }

    /// The value cut to the width of an integer type and extended by its sign.
    func wrapped(_ value: Int64, to type: DType) -> Int64 {
        let integer: IntegerType
        switch type.resolved {
        case .integer(let exact): integer = exact
        case .enumeration: integer = .int
        default: return value
        }
        switch (integer.bytes, integer.isSigned) {
        case (1, true): return Int64(Int8(truncatingIfNeeded: value))
        case (1, false): return Int64(UInt8(truncatingIfNeeded: value))
        case (2, true): return Int64(Int16(truncatingIfNeeded: value))
        case (2, false): return Int64(UInt16(truncatingIfNeeded: value))
        case (4, true): return Int64(Int32(truncatingIfNeeded: value))
        case (4, false): return Int64(UInt32(truncatingIfNeeded: value))
        default: return value
        }
    }

    /// Whether two pointers may be mixed: to the same type, or one to void.
    func arePointersCompatible(_ left: DType, _ right: DType) -> Bool {
        guard case .pointer(let a, _) = left.resolved, case .pointer(let b, _) = right.resolved else { return false }
        return a.resolved == .void || b.resolved == .void || isSame(a, b)
    }

    /// Whether two types are laid out alike; address spaces don't matter.
    func isSame(_ left: DType, _ right: DType) -> Bool {
        switch (left.resolved, right.resolved) {
        case (.integer(let a), .integer(let b)): a.bytes == b.bytes
        case (.pointer(let a, _), .pointer(let b, _)): a.resolved == .void || b.resolved == .void || isSame(a, b)
        case (.array(let a, let count), .array(let b, let other)): count == other && isSame(a, b)
        case (.aggregate(let a), .aggregate(let b)):
            a == b
                || (!program.types[a].name.isEmpty && program.types[a].name == program.types[b].name
                    && program.types[a].keyword == program.types[b].keyword)
        case (.function, .function): true
        case (let a, let b): a == b
        }
    }

    /// Whether a value of type `actual` may be passed, assigned or used as a key where `expected` stands.
    func isArgument(_ actual: DType, for expected: DType) -> Bool {
        if isInteger(expected) { return isInteger(actual) }
        if isString(expected) { return isStringLike(actual) }
        if isPointer(expected) {
            if case .array(let element, _) = actual.resolved {
                return arePointersCompatible(.pointer(element, .kernel), expected)
            }
            return arePointersCompatible(actual, expected)
        }
        return isSame(actual, expected)
    }
}
