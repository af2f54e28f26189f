import BPF

/// A value of the intermediate form; any number of them exist, and each gets a machine register or a slot of memory.
struct VirtualRegister: Hashable {
    let index: Int
}

/// What the allocator may do with a virtual register that finds no machine register.
enum RegisterClass {
    /// A plain number: it may wait on the stack or in the probe context.
    case scalar
    /// A pointer, or a number whose bounds the verifier must remember: only the stack keeps what it knows.
    case tracked
    /// Short-lived: always in a machine register.
    case pinned
}

/// A place in an `IRFunction`.
struct IRLabel: Hashable {
    let index: Int
}

/// Numbers the instruction that a fault names, before its slot is known.
struct FaultSite: Hashable {
    let index: Int
}

/// What an address is relative to.
enum IRBase: Hashable {
    case register(VirtualRegister)
    /// The frame pointer; offsets are negative.
    case frame
    /// The map of global variables; its address is made where it is needed, so that it occupies no register.
    case globals
    case probeContext
    /// The clause's scratch memory in the probe context, behind the spilled registers.
    case scratch
    /// The memory that `alloca` and `copyin` hand out, behind the scratch memory of all clauses.
    case arena
}

/// A memory operand.
struct IRAddress: Hashable {
    var base: IRBase
    var offset: Int

    init(_ base: IRBase, _ offset: Int = 0) {
        self.base = base
        self.offset = offset
    }

    /// The address `bytes` further on.
    func advanced(by bytes: Int) -> IRAddress { IRAddress(base, offset + bytes) }
}

/// The second operand of an operation.
enum IROperand: Hashable {
    case register(VirtualRegister)
    case immediate(Int32)
}

/// An argument of a helper call.
enum IRArgument: Hashable {
    case register(VirtualRegister)
    case immediate(Int64)
    case map(MapReference)
    case mapValue(MapReference, UInt32)
    case address(IRAddress)
    /// What the image got in r1.
    case nativeContext
}

/// One operation over virtual registers; operations are two-address like the machine's.
enum IRInstruction: Hashable {
    case constant(VirtualRegister, Int64)
    case move(VirtualRegister, VirtualRegister)
    case alu(ALU, ALUWidth, VirtualRegister, IROperand)
    case negate(VirtualRegister)
    case byteSwap(ByteOrder, Int, VirtualRegister)
    case load(Width, VirtualRegister, IRAddress)
    case store(Width, IRAddress, IROperand)
    /// Fetching forms leave the old value in the register.
    case atomic(Atomic, IRAddress, VirtualRegister)
    /// Stores `replacement` where `expected` lies; `expected` becomes what was there.
    case compareExchange(IRAddress, expected: VirtualRegister, replacement: VirtualRegister)
    case address(VirtualRegister, IRAddress)
    /// What the image got in r3; only before anything else.
    case ownFrames(VirtualRegister)
    case mapValue(VirtualRegister, MapReference, UInt32)
    case call(Helper, [IRArgument], result: VirtualRegister?)
    case jump(Condition, VirtualRegister, IROperand, IRLabel)
    case go(IRLabel)
    case bind(IRLabel)
    /// The next instruction is the one the site's fault names.
    case site(FaultSite)
    /// Stores the slot of a site's instruction into a u32.
    case storeSite(IRAddress, FaultSite)
    /// Leaves the image.
    case leave
    /// Runs a body of the function up to so many times; `pointers` are what it needs of values that only registers and the
    /// stack can hold.
    case loop(body: Int, times: Int32, pointers: [VirtualRegister])
    /// Begins a body: the number of the round, counted from 0, and the pointers it was given.
    case enterBody(round: VirtualRegister, pointers: [VirtualRegister])
    /// Ends a round of a body: 0 for another one, 1 to leave the loop.
    case leaveBody(Int32)
}

extension IRInstruction {
    var isCall: Bool {
        switch self {
        case .call, .loop: true
        default: false
        }
    }

    /// Calls `body` with every virtual register the instruction reads or writes.
    func forEachRegister(_ body: (VirtualRegister) -> Void) {
        switch self {
        case .constant(let d, _), .negate(let d), .byteSwap(_, _, let d), .mapValue(let d, _, _), .ownFrames(let d):
            body(d)
        case .move(let d, let s):
            body(d)
            body(s)
        case .alu(_, _, let d, let operand):
            body(d)
            operand.forEachRegister(body)
        case .load(_, let d, let address), .address(let d, let address), .atomic(_, let address, let d):
            body(d)
            address.forEachRegister(body)
        case .store(_, let address, let operand):
            address.forEachRegister(body)
            operand.forEachRegister(body)
        case .compareExchange(let address, let expected, let replacement):
            address.forEachRegister(body)
            body(expected)
            body(replacement)
        case .call(_, let arguments, let result):
            for argument in arguments { argument.forEachRegister(body) }
            if let result { body(result) }
        case .jump(_, let register, let operand, _):
            body(register)
            operand.forEachRegister(body)
        case .storeSite(let address, _): address.forEachRegister(body)
        case .loop(_, _, let pointers):
            for pointer in pointers { body(pointer) }
        case .enterBody(let round, let pointers):
            body(round)
            for pointer in pointers { body(pointer) }
        case .go, .bind, .site, .leave, .leaveBody: break
        }
    }

    /// The register the instruction gives a value to; `enterBody` gives several and is left out.
    var writtenRegister: VirtualRegister? {
        switch self {
        case .constant(let d, _), .negate(let d), .byteSwap(_, _, let d), .mapValue(let d, _, _), .move(let d, _),
            .alu(_, _, let d, _), .load(_, let d, _), .address(let d, _), .atomic(_, _, let d), .ownFrames(let d):
            d
        case .compareExchange(_, let expected, _): expected
        case .call(_, _, let result): result
        default: nil
        }
    }

    /// The memory operand, or that of a helper's arguments.
    var addresses: [IRAddress] {
        switch self {
        case .load(_, _, let address), .store(_, let address, _), .atomic(_, let address, _), .address(_, let address),
            .compareExchange(let address, _, _), .storeSite(let address, _):
            [address]
        case .call(_, let arguments, _):
            arguments.compactMap { if case .address(let address) = $0 { address } else { nil } }
        default: []
        }
    }

    /// Where a jump leads.
    var target: IRLabel? {
        switch self {
        case .jump(_, _, _, let label), .go(let label): label
        default: nil
        }
    }

    /// The same jump to another place.
    func retargeted(to label: IRLabel) -> IRInstruction {
        switch self {
        case .jump(let condition, let register, let operand, _): .jump(condition, register, operand, label)
        case .go: .go(label)
        default: self
        }
    }
}

extension IRAddress {
    func forEachRegister(_ body: (VirtualRegister) -> Void) {
        if case .register(let register) = base { body(register) }
    }
}

extension IROperand {
    func forEachRegister(_ body: (VirtualRegister) -> Void) {
        if case .register(let register) = self { body(register) }
    }
}

extension IRArgument {
    func forEachRegister(_ body: (VirtualRegister) -> Void) {
        switch self {
        case .register(let register): body(register)
        case .address(let address): address.forEachRegister(body)
        case .immediate, .map, .mapValue, .nativeContext: break
        }
    }
}
