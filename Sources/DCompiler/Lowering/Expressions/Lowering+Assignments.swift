import BPF
import DLanguage

// Assignments to scalars; strings and aggregates are elsewhere.
extension ClauseLowering {
    mutating func assign(_ target: TypedExpression, _ value: TypedExpression) throws(CompileError) -> Value {
        let place = try lvalue(target)
        let source = try lower(value)
        let converted = convert(source, from: layout.scalar(value.type), to: layout.scalar(target.type))
        try write(converted, to: place)
        return held(converted, by: place)
    }

    mutating func compoundAssign(
        _ operation: BinaryOperator, _ target: TypedExpression, _ value: TypedExpression, _ type: ScalarType
    ) throws(CompileError) -> Value {
        let targetType = layout.scalar(target.type)
        let place = try lvalue(target)
        let old = convert(try read(place), from: targetType, to: type)
        var right = try lower(value)
        if operation != .shiftLeft && operation != .shiftRight {
            right = convert(right, from: layout.scalar(value.type), to: type)
        }
        let result = convert(binary(operation, old, right, type), from: type, to: targetType)
        try write(result, to: place)
        return held(result, by: place)
    }

    mutating func increment(_ target: TypedExpression, _ delta: Int64, _ isPrefix: Bool) throws(CompileError) -> Value {
        let place = try lvalue(target)
        let old = try read(place)
        let new = binary(.add, old, .constant(delta), layout.scalar(target.type))
        try write(new, to: place)
        return isPrefix ? held(new, by: place) : old
    }

    /// The value of an assignment: what a bit-field keeps of it.
    private mutating func held(_ value: Value, by place: LValue) -> Value {
        guard let bits = place.bits else { return value }
        let type = layout.scalar(place.type)
        let top = binary(.shiftLeft, value, .constant(Int64(64 - bits.width)), .address)
        return binary(
            .shiftRight, top, .constant(Int64(64 - bits.width)), ScalarType(bytes: 8, isSigned: type.isSigned))
    }
}
