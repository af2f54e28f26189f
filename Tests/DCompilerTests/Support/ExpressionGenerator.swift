import DLanguage
import TestSupport

/// Makes random well-typed expressions over arguments and variables.
struct ExpressionGenerator {
    var random: SeededGenerator
    /// Scalars, and associative arrays with integer keys.
    var variables: [Variable]
    /// Whether expressions may change variables.
    var allowsEffects = true

    private static let arithmeticTypes: [DType] = [.int, .unsignedInt, .long, .unsignedLong]
    static let scalarTypes: [DType] =
        arithmeticTypes + [.char, .unsignedChar, .short, .unsignedShort]
    private static let interesting: [Int64] = [
        0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000,
        0xffff_ffff, 0x1_0000_0000, .max, .min, -1, -2, -128, -129,
    ]

    /// An expression of the type, nested at most `depth` deep.
    mutating func expression(_ type: DType, depth: Int) -> TypedExpression {
        if depth <= 0 || chance(8) { return leaf(type) }
        switch Int.random(in: 0..<12, using: &random) {
        case 0..<5: return arithmetic(type, depth)
        case 5: return comparison(depth).converted(to: type)
        case 6: return .init(.logical(pick([.and, .or, .xor]), any(depth), any(depth)), .int).converted(to: type)
        case 7:
            return .init(
                .conditional(any(depth), expression(type, depth: depth - 1), expression(type, depth: depth - 1)), type)
        case 8: return unary(depth).converted(to: type)
        case 9: return any(depth).converted(to: type)
        case 10 where allowsEffects: return .init(.comma(any(depth), expression(type, depth: depth - 1)), type)
        case 11 where allowsEffects: return effect(depth).converted(to: type)
        default: return leaf(type)
        }
    }

    private mutating func any(_ depth: Int) -> TypedExpression { expression(pick(Self.scalarTypes), depth: depth - 1) }

    private mutating func leaf(_ type: DType) -> TypedExpression {
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return constant(type)
        case 1: return TypedExpression.argument(Int.random(in: 0..<10, using: &random)).converted(to: type)
        default: return reference().converted(to: type)
        }
    }

    private mutating func constant(_ type: DType) -> TypedExpression {
        let value = chance(3) ? Int64(bitPattern: random.next()) : pick(Self.interesting)
        return .integer(ReferenceEvaluator.cut(value, type.integer), type)
    }

    private mutating func reference() -> TypedExpression {
        let variable = pick(variables)
        return .variable(variable, variable.keys.map { small($0) })
    }

    /// A key from a small range, so that elements are met again.
    private mutating func small(_ type: DType) -> TypedExpression {
        let masked = TypedExpression.binary(
            .and, .argument(Int.random(in: 0..<10, using: &random)), .integer(3, .long), .long)
        return chance(2) ? .integer(Int64.random(in: 0..<4, using: &random), type) : masked.converted(to: type)
    }

    private mutating func arithmetic(_ type: DType, _ depth: Int) -> TypedExpression {
        let operations: [BinaryOperator] = [
            .add, .subtract, .multiply, .divide, .modulo, .and, .or, .xor, .shiftLeft, .shiftRight,
        ]
        let common = pick(Self.arithmeticTypes)
        let operation = pick(operations)
        let left = expression(common, depth: depth - 1)
        var right = expression(common, depth: depth - 1)
        // Most divisors cannot be zero, else hardly any larger expression would have a value.
        if operation == .divide || operation == .modulo, !chance(20) {
            right = .binary(.or, right, .integer(1, common), common)
        }
        return TypedExpression.binary(operation, left, right, common).converted(to: type)
    }

    private mutating func comparison(_ depth: Int) -> TypedExpression {
        let common = pick(Self.arithmeticTypes)
        let operation = pick([.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] as [BinaryOperator])
        return .binary(operation, expression(common, depth: depth - 1), expression(common, depth: depth - 1), .int)
    }

    private mutating func unary(_ depth: Int) -> TypedExpression {
        if chance(3) { return .init(.unary(.not, any(depth)), .int) }
        let type = pick(Self.arithmeticTypes)
        return .init(.unary(pick([.negate, .complement]), expression(type, depth: depth - 1)), type)
    }

    private mutating func effect(_ depth: Int) -> TypedExpression {
        let target = reference()
        switch Int.random(in: 0..<3, using: &random) {
        case 0: return .assign(target, expression(target.type, depth: depth - 1))
        case 1: return .init(.increment(target, delta: pick([1, -1]), isPrefix: chance(2)), target.type)
        default:
            let type = pick(Self.arithmeticTypes)
            let operation = pick(
                [.add, .subtract, .multiply, .and, .or, .xor, .shiftLeft, .shiftRight] as [BinaryOperator])
            return .init(
                .compoundAssign(operation, target, expression(type, depth: depth - 1), operationType: type), target.type
            )
        }
    }

    mutating func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &random)]
    }
}
