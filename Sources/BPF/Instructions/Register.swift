/// A BPF machine register.
public enum Register: UInt8, Hashable, Sendable, CaseIterable {
    /// The return value of calls and of the program.
    case r0
    /// Call arguments; lost over every call.
    case r1, r2, r3, r4, r5
    /// Kept over calls.
    case r6, r7, r8, r9
    /// The read-only frame pointer; the stack lies below it.
    case fp
}

/// The size of a memory access; the raw value is the size in bytes.
public enum Width: UInt8, Hashable, Sendable, CaseIterable, Codable {
    case byte = 1
    case half = 2
    case word = 4
    case double = 8

    /// The size in bytes.
    public var bytes: Int { Int(rawValue) }
}

/// A memory operand: a register plus a constant byte offset.
public struct Address: Hashable, Sendable {
    /// Holds the address.
    public var base: Register
    /// Bytes added to it.
    public var offset: Int16

    /// `base + offset`.
    public init(_ base: Register, _ offset: Int16 = 0) {
        self.base = base
        self.offset = offset
    }
}

/// The second operand of an arithmetic instruction, a store or a jump.
public enum Operand: Hashable, Sendable, ExpressibleByIntegerLiteral {
    case register(Register)
    /// Sign-extended to 64 bits in 64-bit operations.
    case immediate(Int32)

    /// A constant.
    public init(integerLiteral value: Int32) { self = .immediate(value) }
}
