/// An expression that is a number.
indirect enum Expression {
    case literal(Int64, IntegerKind)
    case place(Place)
    case unary(UnaryOperator, Expression)
    case binary(BinaryOperator, Expression, Expression)
    case logical(LogicalOperator, Expression, Expression)
    case conditional(Expression, Expression, Expression)
    case comma(Expression, Expression)
    case cast(IntegerKind, Expression)
    case assign(Place, Expression)
    case compound(BinaryOperator, Place, Expression)
    case increment(Place, by: Int64, isPrefix: Bool)
    case length(Text)
    case compareTexts(BinaryOperator, Text, Text)
    /// `index` or `rindex`.
    case find(Text, Text, from: Expression?, last: Bool)
    case parsed(Text, base: Int64)
    case swapped(ByteSwap, Expression)
    /// The elements from one of the clause's memory to another, by their addresses.
    case distance(Expression, to: Expression)
    case size(Place)
    /// A constant with a name, or a character.
    case named(NamedConstant)
    /// A load from an address where nothing is.
    case badLoad(Int64)
    /// `alloca` of more than there is.
    case largeAllocation
}

enum UnaryOperator: String, CaseIterable {
    case negate = "-"
    case complement = "~"
    case not = "!"
}

enum BinaryOperator: String, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulo = "%"
    case and = "&"
    case or = "|"
    case xor = "^"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    static let comparisons = [equal, notEqual, less, lessOrEqual, greater, greaterOrEqual]
    static let arithmetic = [add, subtract, multiply, divide, modulo, and, or, xor, shiftLeft, shiftRight]

    var isComparison: Bool { Self.comparisons.contains(self) }
    var isShift: Bool { self == .shiftLeft || self == .shiftRight }
}

enum LogicalOperator: String, CaseIterable {
    case and = "&&"
    case or = "||"
    case xor = "^^"
}

/// The change of byte order between host and network.
enum ByteSwap: String, CaseIterable {
    case htons, htonl, htonll, ntohs, ntohl, ntohll

    var kind: IntegerKind {
        switch self {
        case .htons, .ntohs: .unsignedShort
        case .htonl, .ntohl: .unsignedInt
        case .htonll, .ntohll: .unsignedLong
        }
    }
}

/// A constant that the script declares, or a character.
struct NamedConstant {
    let source: String
    let kind: IntegerKind
    let value: Int64

    static let all = [
        NamedConstant(source: "ZERO", kind: .int, value: 0), NamedConstant(source: "NEXT", kind: .int, value: 1),
        NamedConstant(source: "LESS", kind: .int, value: -7), NamedConstant(source: "BYTE", kind: .char, value: -56),
        NamedConstant(source: "WIDE", kind: .unsignedLong, value: -2),
        NamedConstant(source: "'a'", kind: .int, value: 97), NamedConstant(source: "'\\n'", kind: .int, value: 10),
        NamedConstant(source: "'\\101'", kind: .int, value: 65),
        NamedConstant(source: "0xffffffff", kind: .unsignedInt, value: 0xffff_ffff),
        NamedConstant(source: "0777", kind: .int, value: 511),
        NamedConstant(source: "0x7fffffffffffffff", kind: .long, value: .max),
    ]

    static let declarations = """
        enum names { ZERO, NEXT, LESS = -7 };
        inline char BYTE = 200;
        inline unsigned long WIDE = -2;

        """
}

/// What can be assigned to.
indirect enum Place {
    case variable(Variable, [Argument])
    /// An element of the array.
    case element(Expression)
    /// An element of the array of arrays.
    case cell(Expression, Expression)
    case member(Structure, Member)
    /// A member of the union.
    case view(Member)
    /// A word of the memory that `alloca` gave the clause, by subscript or by pointer arithmetic.
    case pointed(Expression, bySubscript: Bool)
}

/// An expression that is a string.
indirect enum Text {
    case literal([UInt8])
    case variable(Variable, [Argument])
    case join(Text, Text)
    case part(Text, Expression, Expression?)
    case upper(Text)
    case lower(Text)
    case conditional(Expression, Text, Text)
    /// `strchr` or `strrchr`.
    case fromByte(Text, UInt8, last: Bool)
    case fromText(Text, Text)
    case number(Expression, base: Int64)
    /// `strtok`: the first token, or the one after it.
    case token(Text, separators: [UInt8], second: Bool)
    /// The token after the last one that the clause was given.
    case nextToken(separators: [UInt8])
    case base(Text)
    case folder(Text)
}

/// A key, or a value to print.
enum Argument {
    case number(Expression)
    case text(Text)
}

extension Expression {
    /// The type C gives it.
    var kind: IntegerKind {
        switch self {
        case .literal(_, let kind), .cast(let kind, _): kind
        case .place(let place), .assign(let place, _), .compound(_, let place, _), .increment(let place, _, _):
            place.kind
        case .unary(.not, _), .logical, .compareTexts, .find, .badLoad: .int
        case .swapped(let swap, _): swap.kind
        case .named(let constant): constant.kind
        case .unary(_, let operand): operand.operandKind.promoted
        case .binary(let operation, let left, let right):
            operation.isComparison
                ? .int
                : operation.isShift
                    ? left.operandKind.promoted : IntegerKind.common(left.operandKind, right.operandKind)
        case .conditional(_, let first, let second): IntegerKind.common(first.operandKind, second.operandKind)
        case .comma(_, let second): second.kind
        case .length, .largeAllocation, .size: .unsignedLong
        case .parsed, .distance: .long
        }
    }
}

extension Expression {
    /// The type it takes part in arithmetic as, before C's conversions: bit-fields that an int holds are ints.
    var operandKind: IntegerKind {
        if case .place(let place) = self { place.operandKind } else { kind }
    }
}

extension Place {
    /// The type its value takes part in arithmetic as.
    var operandKind: IntegerKind {
        if case .member(_, let member) = self, let bits = member.bits, bits < 32 { .int } else { kind }
    }

    var kind: IntegerKind {
        switch self {
        case .variable(let variable, _): variable.kind ?? .int
        case .element, .cell, .pointed: .int
        case .member(_, let member), .view(let member): member.kind
        }
    }
}
