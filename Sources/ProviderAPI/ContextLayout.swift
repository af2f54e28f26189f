public import BPF

/// The converter of a probe as a value: where each part of the probe context comes from in the native context.
///
/// Sites with equal layouts share one stub program; the attach cookie tells their probes apart.
public struct ContextLayout: Hashable, Sendable {
    /// How the stub runs, which says what the native context is.
    public var carrier: Carrier
    /// Sources of arg0, arg1, ...; arguments beyond the last read as 0.
    public var arguments: [ArgumentSource]
    /// Source of the function's return value, for return probes.
    public var returnValue: ArgumentSource?
    /// A result that is a negative error number when the firing reports a failure: -4095 to -1, as the kernel returns
    /// errors. It becomes `errno`, which is 0 otherwise.
    public var errorResult: ArgumentSource?
    /// Which registers the native context holds.
    public var registers: RegisterAccess
    /// Where the registers that `ArgumentSource.entryRegister` reads can be had without asking the kernel for them.
    public var entryRegisters: EntryRegisters?
    /// A condition that is cheaper than `filters` and holds only where all of them do: they are not looked at then.
    public var shortcut: ContextFilter?
    /// Conditions checked before anything else; a firing that fails one is not a firing of the probe.
    public var filters: [ContextFilter]
    /// Instructions that replace the generated converter: r6 is the native context, r7 the probe context, both kept;
    /// r0-r5, r8, r9 and the stack are free.
    public var customConverter: Code?

    /// A layout; what is left out reads as 0.
    public init(
        carrier: Carrier, arguments: [ArgumentSource] = [], returnValue: ArgumentSource? = nil,
        errorResult: ArgumentSource? = nil, registers: RegisterAccess = .none, filters: [ContextFilter] = [],
        customConverter: Code? = nil, entryRegisters: EntryRegisters? = nil, shortcut: ContextFilter? = nil
    ) {
        self.entryRegisters = entryRegisters
        self.shortcut = shortcut
        self.carrier = carrier
        self.arguments = arguments
        self.returnValue = returnValue
        self.errorResult = errorResult
        self.registers = registers
        self.filters = filters
        self.customConverter = customConverter
    }
}

/// Where a 64-bit value comes from in a native context.
public indirect enum ArgumentSource: Hashable, Sendable {
    /// Always this value.
    case constant(Int64)
    /// A field of the context at a byte offset, extended by its sign to 64 bits.
    case field(offset: Int, width: Width, signed: Bool)
    /// The kernel address of a field of the context, for arrays.
    case fieldAddress(offset: Int)
    /// The kernel address of dynamic data: a 4-byte `__data_loc` word (offset in its low half) at a byte offset.
    case dataLocation(offset: Int)
    /// The same for `__rel_loc`: the offset counts from the end of the word.
    case relativeDataLocation(offset: Int)
    /// Argument `index` of a raw tracepoint or tracing program: a u64 slot of the context.
    case slot(index: Int)
    /// Bytes of a saved register: `offset` into the kernel's `struct pt_regs`; narrower than 8 bytes they are extended by their sign.
    case register(offset: Int, width: Width, signed: Bool)
    /// A value in memory at `address`, read without faulting; unreadable memory gives 0.
    case memory(address: ArgumentSource, width: Width, signed: Bool, space: AddressSpace)
    /// `base + index * scale + displacement`, the address forms of x86-64 and arm64 operands.
    case sum(base: ArgumentSource?, index: ArgumentSource?, scale: Int, displacement: Int64)
    /// The interrupted program counter when it lies in the kernel, else 0.
    case kernelProgramCounter
    /// The interrupted program counter when it lies in user space, else 0.
    case userProgramCounter
    /// A number at a byte offset of the running task's `struct task_struct`, read directly.
    case taskField(offset: Int, width: Width, signed: Bool)
    /// A register as the running task had it when it entered the kernel: a field at a byte offset of the `struct pt_regs`
    /// saved then, read directly. In probes of system calls these are the call's own.
    case entryRegister(offset: Int, width: Width, signed: Bool)
}

/// A context slot with the kernel address of the `struct pt_regs` that a task saved when it entered the kernel.
///
/// Programs read through it directly once `bpf_rdonly_cast` has given it its type (`KernelFeature.readOnlyCast`).
public struct EntryRegisters: Hashable, Sendable {
    /// The slot's index.
    public var slot: Int
    /// The number of `struct pt_regs` in the kernel's type information.
    public var type: UInt32

    /// Registers that a slot leads to.
    public init(slot: Int, type: UInt32) {
        self.slot = slot
        self.type = type
    }
}

/// Which address space a pointer belongs to.
public enum AddressSpace: Hashable, Sendable, Codable {
    /// Kernel memory.
    case kernel
    /// Memory of the running process.
    case user
}

/// Which registers a native context holds.
public enum RegisterAccess: Hashable, Sendable {
    /// None that can be asked for.
    case none
    /// The context begins with `struct pt_regs`.
    case context
}

/// A condition on the native context.
public enum ContextFilter: Hashable, Sendable {
    /// The value equals the constant.
    case equals(ArgumentSource, Int64)
    /// None of the mask's bits is set in the value.
    case noBits(ArgumentSource, mask: Int32)
    /// The current process is the one with this id in the initial pid namespace.
    case process(id: Int)
}
