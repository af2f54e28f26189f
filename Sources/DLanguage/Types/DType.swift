/// A type of the D language.
public indirect enum DType: Hashable, Sendable {
    case void
    case integer(IntegerType)
    /// Parses; arithmetic on it is refused.
    case float(bytes: Int)
    /// D's string: at most `strsize` bytes with its terminating zero byte.
    case string
    case pointer(DType, AddressSpace)
    case array(DType, count: Int)
    /// A struct or union of the program's type table.
    case aggregate(AggregateTypeID)
    case enumeration(EnumTypeID)
    /// A function designator and the type of its result; only its address can be used.
    case function(returning: DType)
    /// A named alias; `underlying` is what it means.
    case alias(String, underlying: DType)
    /// Results that the consumer renders: only data actions, printf and aggregation keys take them.
    case stack(StackType)
    case symbol(SymbolType)

    /// What a pointer of D leads into.
    public enum AddressSpace: Hashable, Sendable {
        case kernel
        case user
        /// The program's own variables.
        case dtrace
        /// What `alloca` and `copyin` hand out: read and written within its bounds only.
        case scratch
    }

    /// The results of `stack`, `ustack`, `jstack`: up to `frames` program counters.
    public struct StackType: Hashable, Sendable {
        /// Whether it is the stack of the process, not of the kernel.
        public var isUser: Bool
        /// The most program counters it holds.
        public var frames: Int
        /// Bytes reserved for strings; 0 except for `ustack(n, size)`.
        public var stringSize: Int

        public init(isUser: Bool, frames: Int, stringSize: Int = 0) {
            self.isUser = isUser
            self.frames = frames
            self.stringSize = stringSize
        }
    }

    /// The results of `sym`, `mod`, `usym`, `umod`, `uaddr`: an address, with the process for user addresses.
    public enum SymbolType: Hashable, Sendable {
        case sym, mod, usym, umod, uaddr
    }

    /// The type with all aliases at its top removed.
    public var resolved: DType {
        if case .alias(_, let underlying) = self { underlying.resolved } else { self }
    }
}

/// An integer type: its spelling for messages, size in bytes and sign.
public struct IntegerType: Hashable, Sendable {
    /// C's spelling, for messages.
    public var name: String
    /// 1, 2, 4 or 8.
    public var bytes: Int
    /// Whether it is extended by its sign.
    public var isSigned: Bool

    public init(_ name: String, bytes: Int, isSigned: Bool) {
        self.name = name
        self.bytes = bytes
        self.isSigned = isSigned
    }

    /// C's `char`, signed.
    public static let char = IntegerType("char", bytes: 1, isSigned: true)
    /// C's `short`.
    public static let short = IntegerType("short", bytes: 2, isSigned: true)
    /// C's `int`.
    public static let int = IntegerType("int", bytes: 4, isSigned: true)
    /// C's `unsigned int`.
    public static let unsignedInt = IntegerType("unsigned int", bytes: 4, isSigned: false)
    /// C's `long`, 8 bytes.
    public static let long = IntegerType("long", bytes: 8, isSigned: true)
    /// C's `unsigned long`, 8 bytes.
    public static let unsignedLong = IntegerType("unsigned long", bytes: 8, isSigned: false)
}

/// Names a struct or union in a `TypeTable`.
public struct AggregateTypeID: Hashable, Sendable {
    /// The place in `TypeTable.aggregates`.
    public let index: Int
    public init(index: Int) { self.index = index }
}

/// Names an enumeration in a `TypeTable`.
public struct EnumTypeID: Hashable, Sendable {
    /// The place in `TypeTable.enumerations`.
    public let index: Int
    public init(index: Int) { self.index = index }
}

/// A struct or union: laid out, with offsets in bits from its start.
public struct AggregateType: Hashable, Sendable {
    /// Struct or union.
    public var keyword: Keyword
    /// Empty for anonymous types.
    public var name: String
    /// The size with padding; 0 while only declared.
    public var bytes: Int
    /// In bytes.
    public var alignment: Int
    /// In the order of the declaration.
    public var members: [Member]
    /// False while only declared.
    public var isComplete: Bool

    /// The word the type is declared with.
    public enum Keyword: String, Hashable, Sendable {
        case structure = "struct"
        case union
    }

    /// A member with its place.
    public struct Member: Hashable, Sendable {
        /// Empty for anonymous members, whose members are looked up through them.
        public var name: String
        /// For a bit-field, the integer type it is declared with.
        public var type: DType
        /// Offset from the start in bits.
        public var bitOffset: Int
        /// The width of a bit-field in bits, or nil.
        public var bitWidth: Int?

        public init(name: String, type: DType, bitOffset: Int, bitWidth: Int? = nil) {
            self.name = name
            self.type = type
            self.bitOffset = bitOffset
            self.bitWidth = bitWidth
        }
    }

    public init(
        keyword: Keyword, name: String, bytes: Int, alignment: Int, members: [Member], isComplete: Bool = true
    ) {
        self.keyword = keyword
        self.name = name
        self.bytes = bytes
        self.alignment = alignment
        self.members = members
        self.isComplete = isComplete
    }
}

/// An enumeration and its constants.
public struct EnumType: Hashable, Sendable {
    /// Empty for anonymous ones.
    public var name: String
    /// The size of a value.
    public var bytes: Int
    /// The constants in the order of the declaration.
    public var constants: [(name: String, value: Int64)] { zip(constantNames, constantValues).map { ($0, $1) } }
    /// The names of the constants.
    public var constantNames: [String]
    /// Their values, in the same order.
    public var constantValues: [Int64]

    public init(name: String, bytes: Int, constantNames: [String], constantValues: [Int64]) {
        self.name = name
        self.bytes = bytes
        self.constantNames = constantNames
        self.constantValues = constantValues
    }
}

/// The structs, unions and enumerations a program uses, own and the kernel's, each entered when first named.
public struct TypeTable: Sendable {
    /// Structs and unions by the index of their ids.
    public var aggregates: [AggregateType] = []
    /// Enumerations by the index of their ids.
    public var enumerations: [EnumType] = []

    public init() {}

    /// The aggregate of this id.
    public subscript(id: AggregateTypeID) -> AggregateType {
        get { aggregates[id.index] }
        set { aggregates[id.index] = newValue }
    }
    /// The enumeration of this id.
    public subscript(id: EnumTypeID) -> EnumType { enumerations[id.index] }
}
