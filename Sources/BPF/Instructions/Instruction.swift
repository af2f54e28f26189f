/// One BPF instruction by its meaning; encoding and the kernel's text syntax are functions over it.
public enum Instruction: Hashable, Sendable {
    /// `destination = destination op operand`; `.mov` ignores the old destination. 32-bit forms clear the upper half.
    case alu(ALU, ALUWidth, Register, Operand)
    /// `destination = -destination`.
    case negate(ALUWidth, Register)
    /// Converts the low 16, 32 or 64 bits between host and the given byte order.
    case byteSwap(ByteOrder, bits: Int, Register)
    /// `destination = *(width *)(address)`, zero-extended.
    case load(Width, Register, Address)
    /// `*(width *)(address) = operand`.
    case store(Width, Address, Operand)
    /// An atomic read-modify-write of 4 or 8 bytes.
    case atomic(Atomic, Width, Address, Register)
    /// `destination = constant`; takes two slots.
    case loadImmediate64(Register, UInt64)
    /// `destination = map`; takes two slots.
    case loadMap(Register, MapReference)
    /// `destination = &map.value[0] + offset` of an array map with one entry; takes two slots.
    case loadMapValue(Register, MapReference, offset: UInt32)
    /// `destination = function`, for helpers that call back, such as `bpf_loop`; takes two slots. The label names a function
    /// of the same program.
    case loadFunction(Register, Label)
    /// Calls a kernel helper: arguments in r1-r5, result in r0.
    case call(Helper)
    /// Calls a kernel function (kfunc) by name.
    case callKernel(KernelFunction)
    /// Calls a function of the same program (BPF-to-BPF call).
    ///
    /// A function may make a tail call, with a constant index into a program array: the program there runs in its place,
    /// and its `exit` comes back behind this call; an empty index falls through. So a stub runs program after program:
    /// `callLocal(f)` with f: `loadMap r2, programs; mov r3, index; call tailCall; mov r0, 0; exit`. The loader gives the
    /// kernel the type information it wants for that.
    case callLocal(Label)
    /// Jumps when `register condition operand` holds.
    case jump(Condition, ALUWidth, Register, Operand, Label)
    case go(Label)
    case exit
    /// Names this place; takes no slot.
    case bind(Label)
}

/// Arithmetic operations.
public enum ALU: UInt8, Hashable, Sendable, CaseIterable {
    case add = 0x00
    case sub = 0x10
    case mul = 0x20
    /// Unsigned; division by zero gives 0.
    case div = 0x30
    case or = 0x40
    case and = 0x50
    case lsh = 0x60
    case rsh = 0x70
    /// Unsigned; modulo zero leaves the destination.
    case mod = 0x90
    case xor = 0xa0
    case mov = 0xb0
    /// Arithmetic shift right.
    case arsh = 0xc0
}

/// The width of an arithmetic operation or comparison.
public enum ALUWidth: Hashable, Sendable, CaseIterable {
    case w32
    case w64
}

/// Jump conditions; `less` and friends are unsigned.
public enum Condition: UInt8, Hashable, Sendable, CaseIterable {
    case equal = 0x10
    case greater = 0x20
    case greaterOrEqual = 0x30
    case bitsSet = 0x40
    case notEqual = 0x50
    case signedGreater = 0x60
    case signedGreaterOrEqual = 0x70
    case less = 0xa0
    case lessOrEqual = 0xb0
    case signedLess = 0xc0
    case signedLessOrEqual = 0xd0
}

/// Atomic read-modify-write operations; the raw value is the instruction's immediate.
public enum Atomic: Int32, Hashable, Sendable, CaseIterable {
    case add = 0x00
    case or = 0x40
    case and = 0x50
    case xor = 0xa0
    /// The old value is left in the source register.
    case fetchAdd = 0x01
    case fetchOr = 0x41
    case fetchAnd = 0x51
    case fetchXor = 0xa1
    case exchange = 0xe1
    /// Compares with r0, stores the source when equal; r0 is the old value.
    case compareExchange = 0xf1
}

/// Byte orders of `byteSwap`.
public enum ByteOrder: Hashable, Sendable, CaseIterable {
    case little
    case big
}

/// A place in a `Code`, minted by `Code.label()`.
public struct Label: Hashable, Sendable {
    package let index: Int
    package init(index: Int) { self.index = index }
}

/// A map named symbolically; names become descriptors when the program is loaded.
public struct MapReference: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name.
    public let name: String
    /// What has the name.
    public init(_ name: String) { self.name = name }
    /// What has the name.
    public init(stringLiteral value: String) { self.name = value }
}

/// A kernel function (kfunc) by the name it has in BTF.
public struct KernelFunction: Hashable, Sendable, ExpressibleByStringLiteral {
    /// The name.
    public let name: String
    /// What has the name.
    public init(_ name: String) { self.name = name }
    /// What has the name.
    public init(stringLiteral value: String) { self.name = value }
}
