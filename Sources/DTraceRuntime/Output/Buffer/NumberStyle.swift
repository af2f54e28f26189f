/// Flags of a printf conversion.
struct FormatFlags: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    /// `#`: `0x` before hexadecimal, `0` before octal numbers.
    static let alternate = FormatFlags(rawValue: 1)
    /// `0`: zeros instead of blanks on the left.
    static let zero = FormatFlags(rawValue: 2)
    /// `-`: left-aligned.
    static let left = FormatFlags(rawValue: 4)
    /// `+`: a sign before positive numbers too.
    static let plus = FormatFlags(rawValue: 8)
    /// Blank: a blank before positive numbers.
    static let space = FormatFlags(rawValue: 16)
    /// `'`: digits grouped as the C locale does, that is not at all.
    static let grouped = FormatFlags(rawValue: 32)

    /// The flag characters in printf's spelling, for the C library.
    var characters: [UInt8] {
        let all: [(FormatFlags, UInt8)] = [
            (.alternate, 0x23), (.zero, 0x30), (.left, 0x2d), (.plus, 0x2b), (.space, 0x20),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}

/// How an integer is written, as in printf(3).
struct NumberStyle: Hashable, Sendable {
    enum Base: UInt64, Hashable, Sendable {
        case octal = 8
        case decimal = 10
        case hexadecimal = 16
    }

    var base = Base.decimal
    var isUppercase = false
    var flags: FormatFlags = []
    /// At least this many bytes.
    var width = 0
    /// At least this many digits; nil is 1, and lets `0` fill the width.
    var precision: Int?

    /// The style of numbers that have no sign.
    var withoutSign: NumberStyle {
        var style = self
        style.flags.subtract([.plus, .space])
        return style
    }

    /// Whether it asks for no more than decimal digits in a column.
    var isPlain: Bool { base == .decimal && precision == nil && flags.isSubset(of: [.left, .grouped]) }
}

extension OutputBuffer {
    /// Adds a signed integer in a column of `width` bytes.
    public mutating func append(_ value: Int64, width: Int = 0) {
        append(magnitude: value.magnitude, isNegative: value < 0, style: NumberStyle(width: width))
    }

    /// Adds an unsigned integer in a column of `width` bytes.
    public mutating func append(_ value: UInt64, width: Int = 0) {
        append(magnitude: value, isNegative: false, style: NumberStyle(width: width))
    }

    /// Adds an integer in a column of `width` bytes.
    public mutating func append(_ value: Int, width: Int = 0) { append(Int64(value), width: width) }

    /// Adds `0x` and the hexadecimal digits of an address.
    public mutating func append(address: UInt64) {
        append("0x" as StaticString)
        append(magnitude: address, isNegative: false, style: NumberStyle(base: .hexadecimal))
    }

    /// Adds an integer by the rules of printf(3).
    mutating func append(magnitude: UInt64, isNegative: Bool, style: NumberStyle) {
        if style.isPlain {
            append(
                decimal: magnitude, isNegative: isNegative, width: style.width, isLeft: style.flags.contains(.left))
            return
        }
        let digits = Self.digitCount(magnitude, base: style.base.rawValue)
        var shown = max(style.precision ?? 1, digits)
        if style.base == .octal, style.flags.contains(.alternate), shown == digits { shown += 1 }
        let prefix = Self.prefix(magnitude, isNegative: isNegative, style: style)
        let fill = max(0, style.width - prefix.utf8CodeUnitCount - shown)
        let isLeft = style.flags.contains(.left)
        let fillsWithZeros = style.flags.contains(.zero) && !isLeft && style.precision == nil

        if !isLeft && !fillsWithZeros { append(blanks: fill) }
        append(prefix)
        append(byte: 0x30, times: fillsWithZeros ? fill + shown : shown)
        var rest = magnitude
        let letters: UInt8 = style.isUppercase ? 0x41 - 10 : 0x61 - 10
        overwriteTail(digits) { _ in
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: style.base.rawValue)
            rest = quotient
            return digit < 10 ? 0x30 + UInt8(digit) : letters + UInt8(digit)
        }
        if isLeft { append(blanks: fill) }
    }

    private static func prefix(_ magnitude: UInt64, isNegative: Bool, style: NumberStyle) -> StaticString {
        switch style.base {
        case .decimal:
            if isNegative { return "-" }
            if style.flags.contains(.plus) { return "+" }
            return style.flags.contains(.space) ? " " : ""
        case .hexadecimal where style.flags.contains(.alternate) && magnitude != 0:
            return style.isUppercase ? "0X" : "0x"
        case .hexadecimal, .octal: return ""
        }
    }

    /// The number of digits, 0 for the number 0.
    private static func digitCount(_ value: UInt64, base: UInt64) -> Int {
        var rest = value
        var count = 0
        while rest != 0 {
            rest /= base
            count += 1
        }
        return count
    }
}
