/// An expression after type checking: conversions are explicit, inlines, macros and translators are expanded.
public struct TypedExpression: Hashable, Sendable {
    /// The forms of an expression.
    public indirect enum Kind: Hashable, Sendable {
        /// Sign- or zero-extended to 64 bits by the type.
        case integer(Int64)
        /// Bytes without the terminating zero.
        case string([UInt8])
        case builtin(BuiltinVariable)
        /// `arg0`-`arg9`, `args[n]` after its conversion is made explicit: the raw 64-bit value.
        case argument(Int)
        /// `uregs[e]`.
        case userRegister(TypedExpression)
        /// A global, `self` or `this` variable; an element of an associative array when keys are given.
        case variable(VariableID, keys: [TypedExpression])
        case unary(UnaryOperator, TypedExpression)
        /// Both operands already have the operation's common type; pointer arithmetic is already scaled to bytes.
        case binary(BinaryOperator, TypedExpression, TypedExpression)
        /// `&&`, `||` with short circuit and `^^`; operands are scalars of any kind, tested against 0.
        case logical(LogicalOperator, TypedExpression, TypedExpression)
        case conditional(TypedExpression, TypedExpression, TypedExpression)
        case comma(TypedExpression, TypedExpression)
        /// Stores the value, converted to the target's type, and yields it. Aggregates and arrays are copied whole.
        case assign(TypedExpression, TypedExpression)
        /// `target op= value`: the target is evaluated once; the operation works in `operationType`.
        case compoundAssign(BinaryOperator, TypedExpression, TypedExpression, operationType: DType)
        /// `++`/`--` by `delta` (bytes for pointers); prefix yields the new value, postfix the old one.
        case increment(TypedExpression, delta: Int64, isPrefix: Bool)
        /// Converts between integers and pointers: truncates or extends to the expression's type.
        case convert(TypedExpression)
        /// A string (type `string`) read from an address or char array: `stringof(e)`, `(string)e`, implicit conversions.
        case stringOf(TypedExpression)
        /// What the pointer-typed operand leads to: a scalar, or an aggregate or array used as an lvalue.
        case dereference(TypedExpression)
        /// A member of an lvalue aggregate; bit-fields carry their width.
        case member(TypedExpression, bitOffset: Int, bitWidth: Int?)
        /// An element of a scalar array lvalue.
        case index(TypedExpression, TypedExpression, count: Int)
        /// The address of an lvalue.
        case addressOf(TypedExpression)
        case call(Subroutine, [TypedExpression])
        /// `stack()`, `ustack()`: the program counters of this firing, as the expression's `.stack` type says.
        case stack
        /// `sym(e)`, `usym(e)` and their kin: the 64-bit address, as the expression's `.symbol` type says.
        case symbol(TypedExpression)
    }

    /// The form, with its parts.
    public var kind: Kind
    /// The type of the value.
    public var type: DType
    /// The place in the source; of the use for what an inline or translator stands for.
    public var range: SourceRange

    public init(_ kind: Kind, type: DType, range: SourceRange) {
        self.kind = kind
        self.type = type
        self.range = range
    }
}

/// Operators on one integer; `not` also takes pointers and yields `int`.
public enum UnaryOperator: Hashable, Sendable {
    case negate, complement, not
}

/// Arithmetic, bit and comparison operators; comparisons yield `int` 0 or 1 and also compare strings.
public enum BinaryOperator: Hashable, Sendable {
    case add, subtract, multiply, divide, modulo
    case and, or, xor, shiftLeft, shiftRight
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
}

/// Operators on truth values; they yield `int` 0 or 1.
public enum LogicalOperator: Hashable, Sendable {
    case and, or, xor
}

/// Built-in scalar variables; arguments and register arrays have forms of their own.
public enum BuiltinVariable: String, Hashable, Sendable, CaseIterable {
    case caller, curcpu, cpu, curthread, epid, errno, execname, gid, id, ipl, pid, ppid
    case probeprov, probemod, probefunc, probename
    case stackdepth, tid, timestamp, ucaller, uid, ustackdepth, vtimestamp, walltimestamp
    /// The kernel's count of timer ticks, which has no name in D: it stands for variables of the kernel.
    case ticks = "`ticks"
}

/// Subroutines of the D language: functions usable in expressions; spelt as in D.
// swift-format-ignore: AlwaysUseLowerCamelCase
public enum Subroutine: String, Hashable, Sendable, CaseIterable {
    case alloca, basename, bcopy, cleanpath, copyin, copyinstr, copyinto, copyout, copyoutstr
    /// For libraries: bytes of the process, as a string with blanks for the zero bytes in it.
    case copyinargs
    /// What an index of a string means: the byte at a place, a char.
    case strbyte
    case d_path, dirname, getmajor, getminor, htons, htonl, htonll, ntohs, ntohl, ntohll
    case index, rindex, inet_ntoa, inet_ntoa6, inet_ntop, link_ntop, lltostr
    case mutex_owned, mutex_owner, mutex_type_adaptive, mutex_type_spin
    case progenyof, rand, rw_read_held, rw_write_held, rw_iswriter, speculation
    case strchr, strrchr, strjoin, strlen, strstr, strtok, substr, toupper, tolower, strtoll
}

/// Names a variable of a `TypedProgram`.
public struct VariableID: Hashable, Sendable {
    /// The place in `TypedProgram.variables`.
    public let index: Int
    public init(index: Int) { self.index = index }
}

/// A variable the program declares or assigns.
public struct Variable: Hashable, Sendable {
    /// Whose instances of the variable there are.
    public enum Scope: Hashable, Sendable {
        case global
        /// `self->`: one instance a thread.
        case thread
        /// `this->`: one instance a firing.
        case clause
    }

    /// Its own name in the program.
    public var id: VariableID
    /// Without `self->` or `this->`.
    public var name: String
    /// Whose instances there are.
    public var scope: Scope
    /// The type of the value; of an element when there are keys.
    public var type: DType
    /// The key types of an associative array; empty for scalars.
    public var keys: [DType]

    public init(id: VariableID, name: String, scope: Scope, type: DType, keys: [DType] = []) {
        self.id = id
        self.name = name
        self.scope = scope
        self.type = type
        self.keys = keys
    }
}
