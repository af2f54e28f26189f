/// Where types and symbols from outside the program come from: the running kernel, or a table in tests.
///
/// The language knows no kernel; the runtime implements this over BTF and kallsyms.
public protocol TypeSource {
    /// The struct, union, enum, typedef or base type of this name (`struct task_struct`, `pid_t`), entered into the
    /// table with what it leads to by value; pointed-to aggregates are entered incomplete and completed on demand.
    /// `module` names the kernel object to look in, nil for any. Nil when there is none.
    func type(named name: String, module: String?, into table: inout TypeTable) throws -> DType?

    /// Completes an aggregate that was entered by name only.
    func complete(_ id: AggregateTypeID, in table: inout TypeTable) throws

    /// The address and type of a kernel symbol (`` `jiffies ``), nil when there is none.
    func symbol(named name: String, module: String?, into table: inout TypeTable) throws -> ExternalSymbol?

    /// The constant of this name among the enumerations, nil when there is none.
    func enumerator(named name: String, into table: inout TypeTable) throws -> Enumerator?

    /// Why there are no types at all, or no symbols of variables; nil when there are. It ends messages about what was
    /// not found.
    func absence(of kind: OutsideKind) -> String?
}

/// What comes from outside.
public enum OutsideKind: Hashable, Sendable {
    case types
    case variables
}

/// A constant of an enumeration.
public struct Enumerator: Hashable, Sendable {
    public var value: Int64
    /// The enumeration.
    public var type: DType

    public init(value: Int64, type: DType) {
        self.value = value
        self.type = type
    }
}

extension TypeSource {
    /// None.
    public func enumerator(named name: String, into table: inout TypeTable) throws -> Enumerator? { nil }
    /// Nothing to say.
    public func absence(of kind: OutsideKind) -> String? { nil }
}

/// A kernel variable or function.
public struct ExternalSymbol: Hashable, Sendable {
    /// Where it is.
    public enum Place: Hashable, Sendable {
        /// In the running kernel.
        case address(UInt64)
        /// Each processor has its own: at this address, moved by what the processor's element says of the array of 64-bit
        /// integers at `offsets`.
        case perProcessor(UInt64, offsets: UInt64)
        /// Nowhere that is known; its value is this built-in variable's.
        case value(BuiltinVariable)
    }

    /// As the kernel spells it.
    public var name: String
    /// Where it is.
    public var place: Place
    /// A function's type for functions.
    public var type: DType

    public init(name: String, place: Place, type: DType) {
        self.name = name
        self.place = place
        self.type = type
    }
}

/// No types or symbols from outside.
public struct NoTypeSource: TypeSource {
    public init() {}
    /// None.
    public func type(named name: String, module: String?, into table: inout TypeTable) -> DType? { nil }
    /// Leaves the aggregate as it is.
    public func complete(_ id: AggregateTypeID, in table: inout TypeTable) {}
    /// None.
    public func symbol(named name: String, module: String?, into table: inout TypeTable) -> ExternalSymbol? { nil }
}
