extension ProgramGenerator {
    private static let interesting: [Int64] = [
        0, 1, 2, 3, 7, 8, 31, 32, 63, 64, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 0x7fff_ffff, 0x8000_0000,
        0xffff_ffff, 0x1_0000_0000, .max, .min, -1, -2, -128, -129,
    ]

    /// An expression nested at most `depth` deep.
    mutating func number(_ depth: Int) -> Expression {
        if depth <= 0 || chance(8) { return leaf() }
        switch roll(0...18) {
        case 0...4: return arithmetic(depth)
        case 5: return .binary(pick(BinaryOperator.comparisons), number(depth - 1), number(depth - 1))
        case 6: return .logical(pick(LogicalOperator.allCases), number(depth - 1), number(depth - 1))
        case 7: return .conditional(number(depth - 1), number(depth - 1), number(depth - 1))
        case 8: return .unary(pick(UnaryOperator.allCases), number(depth - 1))
        case 9: return .cast(pick(IntegerKind.all), number(depth - 1))
        case 10: return .comma(number(depth - 1), number(depth - 1))
        case 11: return effect(depth)
        case 12: return .length(text(depth - 1))
        case 13: return .compareTexts(pick(BinaryOperator.comparisons), text(depth - 1), text(depth - 1))
        case 14: return find(depth)
        case 15: return .parsed(text(depth - 1), base: pick([10, 10, 2, 8, 16, 36]))
        case 16: return .swapped(pick(ByteSwap.allCases), number(depth - 1))
        case 17 where hasMemory: return .distance(index(1), to: index(1))
        default: return size(place(0))
        }
    }

    /// The size of the place; of a bit-field there is none.
    private func size(_ place: Place) -> Expression {
        if case .member(_, let member) = place, member.bits != nil { return .literal(0, .int) }
        return .size(place)
    }

    private mutating func find(_ depth: Int) -> Expression {
        let (source, needle) = (text(depth - 1), text(chance(2) ? 0 : depth - 1))
        let start = chance(2) ? Expression.literal(Int64(roll(-4...20)), .int) : nil
        return .find(source, needle, from: start, last: chance(2))
    }

    private mutating func leaf() -> Expression {
        if chance(3) { return .place(place(0)) }
        if chance(5) { return .named(pick(NamedConstant.all)) }
        let kind = pick(IntegerKind.all)
        let value = chance(4) ? Int64(bitPattern: random.next()) : pick(Self.interesting)
        return .literal(kind.cut(value), kind)
    }

    private mutating func arithmetic(_ depth: Int) -> Expression {
        let operation = pick(BinaryOperator.arithmetic)
        let left = number(depth - 1)
        var right = number(depth - 1)
        if operation == .divide || operation == .modulo {
            // Most divisors cannot be zero, else hardly any larger expression would have a value; constants may not be.
            right = chance(20) ? .place(place(0)) : .binary(.or, right, .literal(1, .int))
        }
        return .binary(operation, left, right)
    }

    /// An expression that changes a variable.
    mutating func effect(_ depth: Int) -> Expression {
        let target = place(depth)
        switch roll(0...2) {
        case 0: return .assign(target, number(depth - 1))
        case 1: return .increment(target, by: pick([1, -1]), isPrefix: chance(2))
        default:
            let operations: [BinaryOperator] = [.add, .subtract, .multiply, .and, .or, .xor, .shiftLeft, .shiftRight]
            return .compound(pick(operations), target, number(depth - 1))
        }
    }

    mutating func place(_ depth: Int) -> Place {
        switch roll(0...11) {
        case 0: return .element(index(depth))
        case 10: return .cell(.literal(Int64(roll(0...Int(Variable.rowCount - 1))), .int), index(depth))
        case 1, 11: return .member(structure(), pick(Member.structure))
        case 2: return .view(pick(Member.union))
        case 3 where hasMemory: return .pointed(index(depth), bySubscript: chance(2))
        default:
            let variables = depth > 0 ? Variable.numbers : Variable.numbers.filter(\.keys.isEmpty)
            let variable = pick(variables)
            return .variable(variable, keys(variable.keys))
        }
    }

    private mutating func index(_ depth: Int) -> Expression {
        let last = Variable.arrayCount - 1
        if depth <= 0 || chance(2) { return .literal(Int64(roll(0...Int(last))), .int) }
        return .binary(.and, number(1), .literal(last, .int))
    }
}
