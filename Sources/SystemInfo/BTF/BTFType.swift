/// The number of a type within a `BTF`; 0 is `void`.
public struct BTFTypeID: Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let void = BTFTypeID(rawValue: 0)
}

/// One type of the kernel's type information (kernel documentation, `bpf/btf.rst`).
public enum BTFType: Hashable, Sendable {
    case void
    case integer(BTFInteger)
    case float(name: String, bytes: Int)
    case pointer(BTFTypeID)
    case array(element: BTFTypeID, count: Int)
    /// A struct or union; anonymous ones have an empty name.
    case aggregate(BTFAggregate)
    case enumeration(BTFEnumeration)
    /// A struct or union that is only declared.
    case forward(name: String, isUnion: Bool)
    case alias(name: String, BTFTypeID)
    /// `const`, `volatile`, `restrict`.
    case qualified(String, BTFTypeID)
    /// A tag such as `user`, which marks pointers to user space, or `rcu`.
    case tagged(String, BTFTypeID)
    /// A function by name, with its prototype.
    case function(name: String, BTFTypeID)
    case prototype(BTFPrototype)
    case variable(name: String, BTFTypeID)
    /// A kind that describes no C type: sections and declaration tags.
    case other
}

/// An integer type.
public struct BTFInteger: Hashable, Sendable {
    /// As in C: `long unsigned int`.
    public var name: String
    public var bytes: Int
    public var isSigned: Bool
    public var isBool: Bool

    public init(name: String, bytes: Int, isSigned: Bool, isBool: Bool) {
        self.name = name
        self.bytes = bytes
        self.isSigned = isSigned
        self.isBool = isBool
    }
}

/// A struct or union.
public struct BTFAggregate: Hashable, Sendable {
    /// One member.
    public struct Member: Hashable, Sendable {
        /// Empty for anonymous structs and unions, whose members count as members of this one.
        public var name: String
        public var type: BTFTypeID
        /// Bits from the start.
        public var bitOffset: Int
        /// The width of a bit-field in bits, nil for other members.
        public var bitWidth: Int?
    }

    public var isUnion: Bool
    public var name: String
    public var bytes: Int
    public var members: [Member]

    public init(isUnion: Bool, name: String, bytes: Int, members: [Member]) {
        self.isUnion = isUnion
        self.name = name
        self.bytes = bytes
        self.members = members
    }
}

/// An enumeration.
public struct BTFEnumeration: Hashable, Sendable {
    /// One constant.
    public struct Constant: Hashable, Sendable {
        public var name: String
        public var value: Int64

        public init(name: String, value: Int64) {
            self.name = name
            self.value = value
        }
    }

    public var name: String
    public var bytes: Int
    public var constants: [Constant]
}

/// What a function takes and returns.
public struct BTFPrototype: Hashable, Sendable {
    /// One parameter; the name is empty when it is not known.
    public struct Parameter: Hashable, Sendable {
        public var name: String
        public var type: BTFTypeID
    }

    public var returnType: BTFTypeID
    public var parameters: [Parameter]
    /// Whether the parameters end in `...`.
    public var isVariadic: Bool
}
