import DLanguage

/// Evaluates typed expressions as C on LP64 does, on Swift's own integer types.
struct ReferenceEvaluator {
    enum Failure: Error, Hashable {
        case divideByZero
        /// The evaluator knows nothing of this kind of expression.
        case unknown
    }

    var arguments: [Int64]
    /// Values of variables, extended to 64 bits by their type; elements of associative arrays by their keys.
    var variables: [Cell: Int64] = [:]

    struct Cell: Hashable {
        var id: VariableID
        var keys: [Int64]
    }

    /// The value, extended to 64 bits by the expression's type.
    mutating func evaluate(_ expression: TypedExpression) throws(Failure) -> Int64 {
        let type = expression.type.integer
        switch expression.kind {
        case .integer(let value): return Self.cut(value, type)
        case .argument(let index): return arguments[index]
        case .variable: return variables[try cell(expression), default: 0]
        case .convert(let operand): return Self.cut(try evaluate(operand), type)
        case .unary(.not, let operand): return try evaluate(operand) == 0 ? 1 : 0
        case .unary(.negate, let operand): return Self.cut(0 &- (try evaluate(operand)), type)
        case .unary(.complement, let operand): return Self.cut(~(try evaluate(operand)), type)
        case .binary(let operation, let left, let right):
            let a = try evaluate(left)
            return try Self.apply(operation, a, try evaluate(right), left.type.integer, type)
        case .logical(let operation, let left, let right): return try logical(operation, left, right)
        case .conditional(let condition, let first, let second):
            return try evaluate(try evaluate(condition) != 0 ? first : second)
        case .comma(let first, let second):
            _ = try evaluate(first)
            return try evaluate(second)
        case .assign, .compoundAssign, .increment: return try change(expression)
        default: throw .unknown
        }
    }

    private mutating func cell(_ expression: TypedExpression) throws(Failure) -> Cell {
        guard case .variable(let id, let keys) = expression.kind else { throw .unknown }
        var cell = Cell(id: id, keys: [])
        for key in keys { cell.keys.append(try evaluate(key)) }
        return cell
    }

    private mutating func change(_ expression: TypedExpression) throws(Failure) -> Int64 {
        switch expression.kind {
        case .assign(let target, let value):
            let cell = try cell(target)
            let new = Self.cut(try evaluate(value), target.type.integer)
            variables[cell] = new
            return new
        case .compoundAssign(let operation, let target, let value, let operationType):
            let cell = try cell(target)
            let type = operationType.integer
            let old = Self.cut(variables[cell, default: 0], type)
            let right = try evaluate(value)
            let isShift = operation == .shiftLeft || operation == .shiftRight
            let result = try Self.apply(operation, old, isShift ? right : Self.cut(right, type), type, type)
            let new = Self.cut(result, target.type.integer)
            variables[cell] = new
            return new
        case .increment(let target, let delta, let isPrefix):
            let cell = try cell(target)
            let old = variables[cell, default: 0]
            let new = Self.cut(old &+ delta, target.type.integer)
            variables[cell] = new
            return isPrefix ? new : old
        default: throw .unknown
        }
    }

    private mutating func logical(_ operation: LogicalOperator, _ left: TypedExpression, _ right: TypedExpression)
        throws(Failure) -> Int64
    {
        let first = try evaluate(left) != 0
        switch operation {
        case .and: if !first { return 0 }
        case .or: if first { return 1 }
        case .xor: return first != (try evaluate(right) != 0) ? 1 : 0
        }
        return try evaluate(right) != 0 ? 1 : 0
    }

    private static func apply(
        _ operation: BinaryOperator, _ a: Int64, _ b: Int64, _ operands: IntegerType, _ result: IntegerType
    ) throws(Failure) -> Int64 {
        switch (operands.bytes, operands.isSigned) {
        case (8, false): Int64(bitPattern: try compute(operation, UInt64(bitPattern: a), UInt64(bitPattern: b)))
        case (4, true): Int64(try compute(operation, Int32(truncatingIfNeeded: a), Int32(truncatingIfNeeded: b), b))
        case (4, false): Int64(try compute(operation, UInt32(truncatingIfNeeded: a), UInt32(truncatingIfNeeded: b), b))
        default: try compute(operation, a, b)
        }
    }

    /// Shift counts are taken modulo 64 for every width, as DTrace's machine does.
    private static func compute<Number: FixedWidthInteger>(
        _ operation: BinaryOperator, _ a: Number, _ b: Number, _ count: Int64? = nil
    ) throws(Failure) -> Number {
        let count = (count ?? Int64(truncatingIfNeeded: b)) & 63
        switch operation {
        case .add: return a &+ b
        case .subtract: return a &- b
        case .multiply: return a &* b
        case .divide:
            if b == 0 { throw .divideByZero }
            return a.dividedReportingOverflow(by: b).partialValue
        case .modulo:
            if b == 0 { throw .divideByZero }
            return a.remainderReportingOverflow(dividingBy: b).partialValue
        case .and: return a & b
        case .or: return a | b
        case .xor: return a ^ b
        case .shiftLeft: return a << count
        case .shiftRight: return a >> count
        case .equal: return a == b ? 1 : 0
        case .notEqual: return a != b ? 1 : 0
        case .less: return a < b ? 1 : 0
        case .lessOrEqual: return a <= b ? 1 : 0
        case .greater: return a > b ? 1 : 0
        case .greaterOrEqual: return a >= b ? 1 : 0
        }
    }

    static func cut(_ value: Int64, _ type: IntegerType) -> Int64 {
        switch (type.bytes, type.isSigned) {
        case (1, true): Int64(Int8(truncatingIfNeeded: value))
        case (1, false): Int64(UInt8(truncatingIfNeeded: value))
        case (2, true): Int64(Int16(truncatingIfNeeded: value))
        case (2, false): Int64(UInt16(truncatingIfNeeded: value))
        case (4, true): Int64(Int32(truncatingIfNeeded: value))
        case (4, false): Int64(UInt32(truncatingIfNeeded: value))
        default: value
        }
    }
}
