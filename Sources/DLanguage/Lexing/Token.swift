/// A word, constant or mark of a D source text.
public struct Token: Hashable, Sendable {
    /// What the token is, with its value.
    public enum Kind: Hashable, Sendable {
        case identifier(String)
        case keyword(Keyword)
        case integer(IntegerLiteral)
        /// The bytes of a string literal with escapes resolved.
        case string([UInt8])
        /// `$pid` and its kin, without the dollar sign; with two signs it stands for a string.
        case macroVariable(String, isString: Bool)
        /// `@name`, without the sign; `_` for `@` alone.
        case aggregation(String)
        /// `` module`name ``; the module is empty for `` `name ``.
        case external(module: String, name: String)
        case punctuator(Punctuator)
        /// A probe description, or a probe id, as written.
        case spec(String)
        /// The `/` that opens a predicate.
        case predicateStart
        /// The `/` that closes a predicate.
        case predicateEnd
        case end
    }

    /// What the token is, with its value.
    public var kind: Kind
    /// Where it stands in the source.
    public var range: SourceRange
    /// The token as written, for messages; empty at the end of the source.
    public var text: String

    public init(_ kind: Kind, range: SourceRange, text: String) {
        self.kind = kind
        self.range = range
        self.text = text
    }
}

/// An integer or character constant.
public struct IntegerLiteral: Hashable, Sendable {
    /// The 64 bits of the value.
    public var bits: UInt64
    /// Whether it is written in decimal: such constants are never unsigned without a suffix.
    public var isDecimal: Bool
    /// A `u` suffix.
    public var isUnsigned: Bool
    /// An `l` or `ll` suffix.
    public var isLong: Bool
    /// A character constant: an int of up to four characters, else a long.
    public var isCharacter: Bool

    public init(
        bits: UInt64, isDecimal: Bool = true, isUnsigned: Bool = false, isLong: Bool = false, isCharacter: Bool = false
    ) {
        self.isCharacter = isCharacter
        self.bits = bits
        self.isDecimal = isDecimal
        self.isUnsigned = isUnsigned
        self.isLong = isLong
    }

    /// C's type for the constant: the first of int, unsigned int, long, unsigned long that holds it and that its
    /// form allows; `unsigned long` for all that exceed a long.
    public var type: IntegerType {
        if isCharacter { return Int32(exactly: Int64(bitPattern: bits)) == nil ? .long : .int }
        if !isLong {
            if !isUnsigned && bits <= UInt64(Int32.max) { return .int }
            if (isUnsigned || !isDecimal) && bits <= UInt64(UInt32.max) { return .unsignedInt }
        }
        if !isUnsigned && bits <= UInt64(Int64.max) { return .long }
        return .unsignedLong
    }
}

/// A `#pragma` line.
public struct Pragma: Hashable, Sendable {
    /// What follows `#pragma`, without blanks at its ends.
    public var text: String
    /// The whole line.
    public var range: SourceRange

    public init(text: String, range: SourceRange) {
        self.text = text
        self.range = range
    }
}

/// The tokens of one source with what else the text says.
public struct LexedSource: Sendable {
    /// In order; the last is `.end`.
    public var tokens: [Token]
    /// The `#pragma` lines in order.
    public var pragmas: [Pragma]
    /// Turns offsets into lines.
    public var map: SourceMap
    /// The numbers of the macro arguments the text uses.
    public var usedArguments: Set<Int>
}
