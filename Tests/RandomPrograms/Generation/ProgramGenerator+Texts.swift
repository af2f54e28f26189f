extension ProgramGenerator {
    private static let samples = [
        "", "a", "ab", "b", "abc", "Abcdefg", "abcdefgh", "abcdefghi", "zz top", "0123456789abcdef01234", "-12",
        "7 ", "/a/b", "a/b/", "//", "one,two three", "x,y",
    ]

    mutating func text(_ depth: Int) -> Text {
        if depth <= 0 || chance(4) { return leafText() }
        switch roll(0...11) {
        case 0, 1: return .join(text(depth - 1), text(depth - 1))
        case 2:
            let count = chance(3) ? nil : Expression.literal(Int64(roll(-4...9)), .int)
            return .part(text(depth - 1), .literal(Int64(roll(-6...8)), .int), count)
        case 3: return chance(2) ? .upper(text(depth - 1)) : .lower(text(depth - 1))
        case 4: return .conditional(number(1), text(depth - 1), text(depth - 1))
        case 5: return .fromByte(text(depth - 1), pick(Array("ab/, ".utf8)), last: chance(2))
        case 6: return .fromText(text(depth - 1), text(0))
        case 7: return .number(number(depth - 1), base: pick([10, 10, 8, 16, 36]))
        case 8: return .token(text(depth - 1), separators: Array(pick([",", " ,", "/"]).utf8), second: chance(2))
        case 11: return .nextToken(separators: Array(pick([",", " ,", "/"]).utf8))
        case 9: return .base(text(depth - 1))
        default: return .folder(text(depth - 1))
        }
    }

    private mutating func leafText() -> Text {
        if chance(2) { return .literal(Array(pick(Self.samples).utf8)) }
        let variable = pick(Variable.strings)
        return .variable(variable, variable.keys.map { .number(.literal(Int64(roll(0...2)), $0 ?? .int)) })
    }
}
