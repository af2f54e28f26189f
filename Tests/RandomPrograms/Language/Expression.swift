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
    case find(Text, Text, last: Bool)
    case parsed(Text)
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

/// What can be assigned to.
indirect enum Place {
    case variable(Variable, [Argument])
    /// An element of the array.
    case element(Expression)
    case member(Member)
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
    case part(Text, Expression, Expression)
    case upper(Text)
    case lower(Text)
    case conditional(Expression, Text, Text)
    /// `strchr` or `strrchr`.
    case fromByte(Text, UInt8, last: Bool)
    case fromText(Text, Text)
    case number(Expression)
    /// `strtok`: the first token, or the one after it.
    case token(Text, separators: [UInt8], second: Bool)
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
        case .unary(_, let operand): operand.operandKind.promoted
        case .binary(let operation, let left, let right):
            operation.isComparison
                ? .int
                : operation.isShift
                    ? left.operandKind.promoted : IntegerKind.common(left.operandKind, right.operandKind)
        case .conditional(_, let first, let second): IntegerKind.common(first.operandKind, second.operandKind)
        case .comma(_, let second): second.kind
        case .length, .largeAllocation: .unsignedLong
        case .parsed: .long
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
        if case .member(let member) = self, let bits = member.bits, bits < 32 { .int } else { kind }
    }

    var kind: IntegerKind {
        switch self {
        case .variable(let variable, _): variable.kind ?? .int
        case .element, .pointed: .int
        case .member(let member), .view(let member): member.kind
        }
    }
}
