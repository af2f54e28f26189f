extension Evaluator {
    /// The value, extended to 64 bits by the expression's type.
    mutating func evaluate(_ expression: Expression) throws(Fault) -> Int64 {
        switch expression {
        case .literal(let value, _): return value
        case .place(let place): return try read(locate(place))
        case .unary(let operation, let operand): return try unary(operation, operand)
        case .binary(let operation, let left, let right):
            let a = try evaluate(left)
            let b = try evaluate(right)
            return try Self.apply(operation, a, left.operandKind, b, right.operandKind)
        case .logical(let operation, let left, let right): return try logical(operation, left, right)
        case .conditional(let condition, let first, let second):
            return expression.kind.cut(try evaluate(try evaluate(condition) != 0 ? first : second))
        case .comma(let first, let second):
            _ = try evaluate(first)
            return try evaluate(second)
        case .cast(let kind, let operand): return kind.cut(try evaluate(operand))
        case .assign, .compound, .increment: return try change(expression)
        case .length(let text): return Int64(try evaluate(text).count)
        case .compareTexts(let operation, let left, let right):
            let (a, b) = (try evaluate(left), try evaluate(right))
            let order: Int64 = a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
            return try Self.apply(operation, order, .int, 0, .int)
        case .find(let text, let needle, let start, let last):
            let (source, wanted) = (try evaluate(text), try evaluate(needle))
            var from = Int(try start.map { (start) throws(Fault) in try evaluate(start) } ?? (last ? .max : 0))
            // The empty string is everywhere, at the ends too.
            if wanted.isEmpty { from = max(0, min(from, source.count)) }
            let places = (0...source.count).filter { source.dropFirst($0).starts(with: wanted) }
            return Int64((last ? places.last { $0 <= from } : places.first { $0 >= from }) ?? -1)
        case .parsed(let text, let base): return Self.parse(try evaluate(text), base: base)
        case .swapped(let swap, let value):
            let bytes = withUnsafeBytes(of: try evaluate(value)) { Array($0.prefix(swap.kind.bytes)) }
            return bytes.reduce(Int64(0)) { $0 << 8 | Int64($1) }
        case .distance(let first, let second):
            let end = try evaluate(second)
            return end - (try evaluate(first))
        case .size(let place): return Int64(place.kind.bytes)
        case .named(let constant): return constant.value
        case .badLoad(let address): throw .badAddress(address)
        case .largeAllocation: throw .noScratch
        }
    }

    private mutating func unary(_ operation: UnaryOperator, _ operand: Expression) throws(Fault) -> Int64 {
        let value = try evaluate(operand)
        return switch operation {
        case .negate: operand.operandKind.promoted.cut(0 &- value)
        case .complement: operand.operandKind.promoted.cut(~value)
        case .not: value == 0 ? 1 : 0
        }
    }

    private mutating func logical(_ operation: LogicalOperator, _ left: Expression, _ right: Expression) throws(Fault)
        -> Int64
    {
        let first = try evaluate(left) != 0
        switch operation {
        case .and: return first ? (try evaluate(right) != 0 ? 1 : 0) : 0
        case .or: return first ? 1 : (try evaluate(right) != 0 ? 1 : 0)
        case .xor: return first != (try evaluate(right) != 0) ? 1 : 0
        }
    }

    private mutating func change(_ expression: Expression) throws(Fault) -> Int64 {
        switch expression {
        case .assign(let place, let value):
            let location = try locate(place)
            let new = location.cut(try evaluate(value))
            write(new, to: location)
            return new
        case .compound(let operation, let place, let value):
            let location = try locate(place)
            let old = read(location)
            let new = location.cut(
                try Self.apply(operation, old, place.operandKind, try evaluate(value), value.operandKind))
            write(new, to: location)
            return new
        case .increment(let place, let delta, let isPrefix):
            let location = try locate(place)
            let old = read(location)
            let new = location.cut(old &+ delta)
            write(new, to: location)
            return isPrefix ? new : old
        default: return 0
        }
    }

    /// The operation in the operands' common type; shift counts are taken modulo 64, as DTrace's machine does.
    private static func apply(
        _ operation: BinaryOperator, _ a: Int64, _ left: IntegerKind, _ b: Int64, _ right: IntegerKind
    ) throws(Fault) -> Int64 {
        let kind = operation.isShift ? left.promoted : IntegerKind.common(left, right)
        let a = kind.cut(a)
        let b = operation.isShift ? b & 63 : kind.cut(b)
        switch operation {
        case .add: return kind.cut(a &+ b)
        case .subtract: return kind.cut(a &- b)
        case .multiply: return kind.cut(a &* b)
        case .divide, .modulo:
            if b == 0 { throw .divideByZero }
            return kind.cut(divide(a, b, isSigned: kind.isSigned, remainder: operation == .modulo))
        case .and: return a & b
        case .or: return a | b
        case .xor: return a ^ b
        case .shiftLeft: return kind.cut(a << b)
        case .shiftRight: return kind.isSigned ? a >> b : Int64(bitPattern: UInt64(bitPattern: a) >> UInt64(b))
        default: return compare(operation, a, b, isSigned: kind.isSigned) ? 1 : 0
        }
    }

    private static func divide(_ a: Int64, _ b: Int64, isSigned: Bool, remainder: Bool) -> Int64 {
        if isSigned {
            return remainder
                ? a.remainderReportingOverflow(dividingBy: b).partialValue
                : a.dividedReportingOverflow(by: b).partialValue
        }
        let (x, y) = (UInt64(bitPattern: a), UInt64(bitPattern: b))
        return Int64(bitPattern: remainder ? x % y : x / y)
    }

    private static func compare(_ operation: BinaryOperator, _ a: Int64, _ b: Int64, isSigned: Bool) -> Bool {
        let less = isSigned ? a < b : UInt64(bitPattern: a) < UInt64(bitPattern: b)
        return switch operation {
        case .equal: a == b
        case .notEqual: a != b
        case .less: less
        case .lessOrEqual: less || a == b
        case .greater: !less && a != b
        default: !less
        }
    }

    /// `strtoll`: blanks, a sign, digits.
    private static func parse(_ text: [UInt8], base: Int64) -> Int64 {
        var rest = text.drop { [9, 10, 11, 12, 13, 32].contains($0) }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        if base == 16, rest.count > 2, rest.starts(with: "0x".utf8), digit(rest[rest.startIndex + 2], base) != nil {
            rest = rest.dropFirst(2)
        }
        var value: Int64 = 0
        for byte in rest {
            guard let digit = digit(byte, base) else { break }
            value = value &* base &+ digit
        }
        return isNegative ? 0 &- value : value
    }

    private static func digit(_ byte: UInt8, _ base: Int64) -> Int64? {
        Character(Unicode.Scalar(byte)).hexDigitValue.map(Int64.init).flatMap { $0 < base ? $0 : nil }
            ?? ((103...122).contains(byte | 32) && Int64(byte | 32) - 87 < base ? Int64(byte | 32) - 87 : nil)
    }
}
