/// An expression as written.
public struct SyntaxExpression: Hashable, Sendable {
    /// The forms of an expression.
    public indirect enum Kind: Hashable, Sendable {
        case integer(IntegerLiteral)
        case string([UInt8])
        case identifier(String)
        /// `$name`; `$$name` as a string.
        case macroVariable(String, isString: Bool)
        /// `self->name`.
        case threadVariable(String)
        /// `this->name`.
        case clauseVariable(String)
        /// `` module`name ``.
        case external(module: String, name: String)
        /// `@name[keys]`.
        case aggregation(String, keys: [SyntaxExpression]?)
        case unary(SyntaxUnaryOperator, SyntaxExpression)
        /// `++` and `--`.
        case increment(SyntaxExpression, isIncrement: Bool, isPrefix: Bool)
        case dereference(SyntaxExpression)
        case addressOf(SyntaxExpression)
        case binary(BinaryOperator, SyntaxExpression, SyntaxExpression)
        case logical(LogicalOperator, SyntaxExpression, SyntaxExpression)
        case conditional(SyntaxExpression, SyntaxExpression, SyntaxExpression)
        case comma(SyntaxExpression, SyntaxExpression)
        /// `=` without an operator, `op=` with one.
        case assign(BinaryOperator?, SyntaxExpression, SyntaxExpression)
        case cast(SyntaxType, SyntaxExpression)
        case sizeofType(SyntaxType)
        case sizeofExpression(SyntaxExpression)
        case offsetof(SyntaxType, member: String)
        case stringof(SyntaxExpression)
        case call(String, [SyntaxExpression])
        case index(SyntaxExpression, [SyntaxExpression])
        /// `.` and, with `isArrow`, `->`.
        case member(SyntaxExpression, String, isArrow: Bool)
        case translate(SyntaxType, SyntaxExpression)
    }

    /// The form, with its parts.
    public var kind: Kind
    /// With the parentheses around it.
    public var range: SourceRange
    /// The number of nodes on the longest way down; the parser limits it, so that walking a tree needs bounded stack.
    public let depth: Int

    public init(_ kind: Kind, range: SourceRange, depth: Int) {
        self.kind = kind
        self.range = range
        self.depth = depth
    }
}

/// Unary operators that compute a value.
public enum SyntaxUnaryOperator: String, Hashable, Sendable {
    case plus = "+"
    case negate = "-"
    case complement = "~"
    case not = "!"
}

extension BinaryOperator {
    /// The operator as written.
    public var symbol: String {
        switch self {
        case .add: "+"
        case .subtract: "-"
        case .multiply: "*"
        case .divide: "/"
        case .modulo: "%"
        case .and: "&"
        case .or: "|"
        case .xor: "^"
        case .shiftLeft: "<<"
        case .shiftRight: ">>"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        }
    }
}

extension LogicalOperator {
    /// The operator as written.
    public var symbol: String {
        switch self {
        case .and: "&&"
        case .or: "||"
        case .xor: "^^"
        }
    }
}
