/// The parameters and result of a subroutine (DTrace guide, chapter Actions and Subroutines).
struct SubroutinePrototype {
    enum Parameter {
        /// An integer, converted to this type.
        case integer(DType)
        /// A string, or an address of characters read as one.
        case string
        /// The same, or 0: `strtok` then goes on in the string of its last call; passed as the integer 0,
        /// which an empty string is not.
        case stringOrNull
        /// An address: a pointer or an integer.
        case address
        /// A pointer to anything.
        case pointer
    }

    var parameters: [Parameter]
    /// How many of the parameters, from the last, may be left out.
    var optional = 0
    var result: DType

    init(_ parameters: [Parameter], optional: Int = 0, _ result: DType) {
        self.parameters = parameters
        self.optional = optional
        self.result = result
    }

    var counts: ClosedRange<Int> { parameters.count - optional...parameters.count }
}

extension SubroutinePrototype.Parameter {
    static let int = Self.integer(BuiltinTypes.int)
    static let size = Self.integer(BuiltinTypes.alias("size_t", .unsignedLong))
    static let u16 = Self.integer(
        BuiltinTypes.alias("uint16_t", IntegerType("unsigned short", bytes: 2, isSigned: false)))
    static let u32 = Self.integer(BuiltinTypes.alias("uint32_t", .unsignedInt))
    static let u64 = Self.integer(BuiltinTypes.uint64)
    static let long = Self.integer(BuiltinTypes.int64)

    /// The type as messages show it.
    func name(in types: TypeTable) -> String {
        switch self {
        case .integer(let type): types.name(of: type)
        case .string, .stringOrNull: "const char *"
        case .address: "uintptr_t"
        case .pointer: "void *"
        }
    }
}

extension Subroutine {
    var prototype: SubroutinePrototype {
        let scratch = DType.pointer(.void, .scratch)
        switch self {
        case .alloca: return .init([.size], scratch)
        case .basename, .cleanpath, .dirname, .tolower, .toupper: return .init([.string], .string)
        case .bcopy: return .init([.pointer, .pointer, .size], .void)
        case .copyin: return .init([.address, .size], scratch)
        case .copyinstr: return .init([.address, .size], optional: 1, .string)
        case .strbyte: return .init([.string, .long], .integer(.char))
        case .copyinargs: return .init([.address, .size], .string)
        case .copyinto: return .init([.address, .size, .pointer], .void)
        case .copyout: return .init([.pointer, .address, .size], .void)
        case .copyoutstr: return .init([.string, .address, .size], .void)
        case .d_path, .inet_ntoa, .inet_ntoa6: return .init([.pointer], .string)
        case .getmajor, .getminor: return .init([.u64], BuiltinTypes.alias("uint_t", .unsignedInt))
        case .htons, .ntohs: return .init([.u16], Self.type(of: .u16))
        case .htonl, .ntohl: return .init([.u32], Self.type(of: .u32))
        case .htonll, .ntohll: return .init([.u64], BuiltinTypes.uint64)
        case .index, .rindex: return .init([.string, .string, .int], optional: 1, BuiltinTypes.int)
        case .inet_ntop, .link_ntop: return .init([.int, .pointer], .string)
        case .lltostr: return .init([.long, .int], optional: 1, .string)
        case .mutex_owned, .mutex_type_adaptive, .mutex_type_spin, .rw_read_held, .rw_write_held, .rw_iswriter:
            return .init([.pointer], BuiltinTypes.int)
        case .mutex_owner: return .init([.pointer], .pointer(.void, .kernel))
        case .progenyof: return .init([.int], BuiltinTypes.int)
        case .rand, .speculation: return .init([], BuiltinTypes.int)
        case .strchr, .strrchr: return .init([.string, .integer(.integer(.char))], .string)
        case .strjoin, .strstr: return .init([.string, .string], .string)
        case .strtok: return .init([.stringOrNull, .string], .string)
        case .strlen: return .init([.string], Self.type(of: .size))
        case .strtoll: return .init([.string, .int], optional: 1, BuiltinTypes.int64)
        case .substr: return .init([.string, .int, .int], optional: 1, .string)
        }
    }

    private static func type(of parameter: SubroutinePrototype.Parameter) -> DType {
        if case .integer(let type) = parameter { type } else { .void }
    }

    /// Whether only D libraries, or nobody by its name, may call it.
    var isInternal: Bool { self == .copyinargs || self == .strbyte }

    /// Whether the subroutine changes a traced process.
    var isDestructive: Bool { self == .copyout || self == .copyoutstr }
}
