import DLanguage

/// Makes random clauses: numbers, strings, arrays, associative arrays, members, `if`, and what may fault.
struct ClauseGenerator {
    var numbers: ExpressionGenerator
    /// Plain strings, and associative arrays of strings.
    let strings: [Variable]
    /// Numbers by strings.
    let indexed: Variable
    let array: Variable
    let structure: Variable

    static let arrayCount = 4
    private static let texts = [
        "", "a", "ab", "b", "abc", "Abcdefg", "abcdefgh", "abcdefghi", "zz top", "0123456789abcdef0123456789",
    ]
    /// A struct of 16 bytes: bit-fields of 3, 7 and 12 bits in the first unit, then a short and a long.
    static let members: [(type: DType, bitOffset: Int, bitWidth: Int?)] = [
        (.int, 0, 3), (.unsignedInt, 3, 7), (.int, 10, 12), (.short, 32, nil), (.long, 64, nil),
    ]

    init(_ builder: inout ProgramBuilder, random: SeededGenerator) {
        var scalars: [Variable] = []
        for (index, type) in ExpressionGenerator.scalarTypes.enumerated() {
            scalars.append(builder.variable("g\(index)", type))
            scalars.append(builder.variable("t\(index)", type, .clause))
        }
        scalars.append(builder.variable("s", .int, .thread))
        scalars.append(builder.variable("a", .long, keys: [.int, .unsignedChar]))
        numbers = ExpressionGenerator(random: random, variables: scalars)
        strings = [
            builder.variable("gs", .string), builder.variable("ts", .string, .clause),
            builder.variable("ss", .string, .thread), builder.variable("as", .string, keys: [.int]),
        ]
        indexed = builder.variable("i", .long, keys: [.string, .short])
        array = builder.variable("r", .array(.int, count: Self.arrayCount))
        let id = AggregateTypeID(index: builder.program.types.aggregates.count)
        builder.program.types.aggregates.append(
            AggregateType(
                keyword: .structure, name: "s", bytes: 16, alignment: 8,
                members: Self.members.enumerated().map { index, member in
                    AggregateType.Member(
                        name: "m\(index)", type: member.type, bitOffset: member.bitOffset, bitWidth: member.bitWidth)
                }))
        structure = builder.variable("st", .aggregate(id))
    }

    mutating func clause() -> [TypedStatement] {
        statements(count: Int.random(in: 3...6, using: &numbers.random), depth: 2)
    }

    private mutating func statements(count: Int, depth: Int) -> [TypedStatement] {
        (0..<count).map { _ in statement(depth) }
    }

    private mutating func statement(_ depth: Int) -> TypedStatement {
        switch Int.random(in: 0..<12, using: &numbers.random) {
        case 0, 1: return .action(.trace(number(numbers.pick(ExpressionGenerator.scalarTypes))))
        case 2, 3: return .action(.trace(text(2)))
        case 4, 5:
            let target = string()
            return .expression(.assign(target, text(2)))
        case 6:
            return .expression(.assign(element(), number(.int)))
        case 7:
            let target = member()
            return .expression(.assign(target, number(target.type)))
        case 8:
            let key = [text(1), number(.short)]
            return .expression(.assign(.variable(indexed, key), number(.long)))
        case 9 where depth > 0:
            return .conditional(
                number(.int), then: statements(count: 2, depth: depth - 1),
                otherwise: numbers.chance(2) ? statements(count: 1, depth: depth - 1) : [])
        case 10 where numbers.chance(3):
            return .expression(.binary(numbers.pick([.divide, .modulo]), number(.long), element(), .long))
        default: return .expression(numbers.expression(.long, depth: 3))
        }
    }

    /// A number that may come from strings, arrays and members.
    private mutating func number(_ type: DType) -> TypedExpression {
        switch Int.random(in: 0..<9, using: &numbers.random) {
        case 0: return .call(.strlen, [text(1)], .unsignedLong).converted(to: type)
        case 1:
            let operation = numbers.pick([.equal, .notEqual, .less, .lessOrEqual, .greater] as [BinaryOperator])
            return .binary(operation, text(1), text(1), .int).converted(to: type)
        case 2: return element().converted(to: type)
        case 3: return member().converted(to: type)
        case 4: return .variable(indexed, [text(1), numbers.expression(.short, depth: 1)]).converted(to: type)
        case 5 where numbers.chance(4): return .call(.index, [text(1), text(0)], .int).converted(to: type)
        default: return numbers.expression(type, depth: 3)
        }
    }

    private mutating func text(_ depth: Int) -> TypedExpression {
        switch Int.random(in: 0..<(depth > 0 ? 7 : 3), using: &numbers.random) {
        case 0: return .text(numbers.pick(Self.texts))
        case 3: return .call(.strjoin, [text(depth - 1), text(depth - 1)], .string)
        case 4:
            let bounds = [TypedExpression.integer(Int64(Int.random(in: 0..<5, using: &numbers.random)), .int)]
            return .call(.substr, [text(depth - 1)] + bounds + [.integer(3, .int)], .string)
        case 5:
            return .init(
                .conditional(numbers.expression(.int, depth: 1), text(depth - 1), text(depth - 1)), .string)
        case 6 where numbers.chance(4): return .call(.toupper, [text(depth - 1)], .string)
        default: return string()
        }
    }

    private mutating func string() -> TypedExpression {
        let variable = numbers.pick(strings)
        return .variable(variable, variable.keys.map { .integer(Int64.random(in: 0..<3, using: &numbers.random), $0) })
    }

    /// An element of the array; the index is outside it now and then.
    private mutating func element() -> TypedExpression {
        let masked = TypedExpression.binary(
            .and, .argument(Int.random(in: 0..<10, using: &numbers.random)), .integer(7, .long), .long)
        let inside = TypedExpression.integer(
            Int64.random(in: 0..<Int64(Self.arrayCount), using: &numbers.random), .long)
        return .init(
            .index(.variable(array), numbers.chance(5) ? masked : inside, count: Self.arrayCount), .int)
    }

    private mutating func member() -> TypedExpression {
        let member = numbers.pick(Self.members)
        return .init(
            .member(.variable(structure), bitOffset: member.bitOffset, bitWidth: member.bitWidth), member.type)
    }
}
