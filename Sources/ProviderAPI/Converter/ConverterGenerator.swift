import BPF

/// Writes the instructions that compute argument sources.
///
/// Values are computed in r0-r5. A value that must outlive a helper call waits on the stack: fp-8 receives what helpers
/// read, fp-16 down to fp-64 hold waiting values. Only instructions that every kernel since 5.15 knows are used.
struct ConverterGenerator {
    let layout: ContextLayout
    var code = Code()
    private var registers: SavedRegisters { .native }
    /// Where helpers put what they read.
    private static let readBuffer: Int16 = -8
    private static let lastSlot: Int16 = -64
    private var slot: Int16 = readBuffer

    init(layout: ContextLayout) { self.layout = layout }

    /// Stores a source's value to the probe context.
    mutating func store(_ source: ArgumentSource, at offset: Int16) throws(ProviderError) {
        let target = Address(.r7, offset)
        if case .constant(let value) = source, let small = Int32(exactly: value) {
            code.emit(.store(.double, target, .immediate(small)))
        } else {
            try evaluate(source, into: .r1)
            code.emit(.store(.double, target, .register(.r1)))
        }
    }

    /// Stores `errno` as a result tells it: results from -4095 to -1 are negative error numbers, others mean 0.
    mutating func storeErrorNumber(of result: ArgumentSource) throws(ProviderError) {
        try evaluate(result, into: .r1)
        let isError = code.label()
        code += [
            .negate(.w64, .r1), .mov(.r2, .r1), .add(.r2, -1), .jump(.less, .r2, 4095, isError), .mov(.r1, 0),
            .bind(isError), .store(.word, Address(.r7, ProbeContext.errno), .register(.r1)),
        ]
    }

    /// Loads a constant in as few slots as it takes.
    mutating func load(_ value: Int64, into register: Register) {
        if let small = Int32(exactly: value) {
            code.emit(.mov(register, small))
        } else {
            code.emit(.loadImmediate64(register, UInt64(bitPattern: value)))
        }
    }

    /// Computes a source in one of r1-r5; the others of r0-r5 are lost.
    mutating func evaluate(_ source: ArgumentSource, into register: Register) throws(ProviderError) {
        switch source {
        case .constant(let value): load(value, into: register)
        case .field(let offset, let width, let signed):
            code.emit(.load(width, register, Address(.r6, try contextOffset(offset))))
            extend(register, width, signed)
        case .fieldAddress(let offset):
            code.emit(.mov(register, .r6))
            code.emit(.add(register, Int32(try contextOffset(offset))))
        case .dataLocation(let offset): try dataAddress(offset, base: 0, into: register)
        case .relativeDataLocation(let offset): try dataAddress(offset, base: offset + 4, into: register)
        case .slot(let index):
            guard (0..<12).contains(index) else {
                throw ProviderError("slot \(index) was asked of a context that has slots 0 to 11")
            }
            code.emit(.load(.double, register, Address(.r6, Int16(index) * 8)))
        case .register(let offset, let width, let signed): try savedRegister(offset, width, signed, into: register)
        case .memory(let address, let width, let signed, let space):
            try evaluate(address, into: .r3)
            read(width, from: space)
            code.emit(.load(width, register, Address(.fp, Self.readBuffer)))
            extend(register, width, signed)
        case .sum(let base, let index, let scale, let displacement):
            try sum(base, index, scale: scale, displacement: displacement, into: register)
        case .kernelProgramCounter: try programCounter(inUserSpace: false, into: register)
        case .userProgramCounter: try programCounter(inUserSpace: true, into: register)
        case .taskField(let offset, let width, let signed):
            code.emit(.call(.getCurrentTaskBtf))
            code.emit(.load(width, register, Address(.r0, try contextOffset(offset))))
            extend(register, width, signed)
        case .entryRegister(let offset, let width, let signed):
            if let known = layout.entryRegisters {
                try evaluate(.slot(index: known.slot), into: .r1)
                // The verifier puts a move in place of this call.
                code += [.mov(.r2, Int32(bitPattern: known.type)), .callKernel("bpf_rdonly_cast")]
            } else {
                code += [.call(.getCurrentTaskBtf), .mov(.r1, .r0), .call(.taskPtRegs)]
            }
            code.emit(.load(width, register, Address(.r0, try contextOffset(offset))))
            extend(register, width, signed)
        }
    }

    /// Extends the low bytes of a register that was loaded zero-extended.
    private mutating func extend(_ register: Register, _ width: Width, _ signed: Bool) {
        guard signed, width != .double else { return }
        let shift = Operand.immediate(Int32(64 - width.bytes * 8))
        code.emit(.alu(.lsh, .w64, register, shift))
        code.emit(.alu(.arsh, .w64, register, shift))
    }

    /// Reads `width` bytes at the address in r3 into the read buffer; the helpers clear it when the address cannot be read.
    private mutating func read(_ width: Width, from space: AddressSpace) {
        code.emit(.mov(.r1, .fp))
        code.emit(.add(.r1, Int32(Self.readBuffer)))
        code.emit(.mov(.r2, Int32(width.bytes)))
        code.emit(.call(space == .user ? .probeReadUser : .probeReadKernel))
    }

    /// The address of dynamic data: context plus `base` plus the low half of the word at `offset`.
    private mutating func dataAddress(_ offset: Int, base: Int, into register: Register) throws(ProviderError) {
        let scratch: Register = register == .r0 ? .r1 : .r0
        code.emit(.load(.word, scratch, Address(.r6, try contextOffset(offset))))
        code.emit(.alu(.and, .w64, scratch, 0xffff))
        code.emit(.mov(register, .r6))
        code.emit(.alu(.add, .w64, register, .register(scratch)))
        if base != 0 { code.emit(.add(register, Int32(try contextOffset(base)))) }
    }

    /// Bytes of a saved register. Perf event contexts allow whole registers only, so bytes are cut out by shifts.
    private mutating func savedRegister(
        _ offset: Int, _ width: Width, _ signed: Bool, into register: Register
    ) throws(ProviderError) {
        try needRegisters()
        let start = offset & 7
        guard offset >= 0, offset < registers.size, start + width.bytes <= 8 else {
            throw ProviderError("\(width.bytes) bytes at offset \(offset) are not part of one saved register")
        }
        code.emit(.load(.double, register, Address(.r6, Int16(offset - start))))
        let unused = 8 - width.bytes
        if unused == 0 { return }
        let left = Int32(unused - start) * 8
        if left > 0 { code.emit(.alu(.lsh, .w64, register, .immediate(left))) }
        code.emit(.alu(signed ? .arsh : .rsh, .w64, register, .immediate(Int32(unused) * 8)))
    }

    /// The interrupted program counter when it lies in the wanted space, else 0.
    private mutating func programCounter(inUserSpace: Bool, into register: Register) throws(ProviderError) {
        try needRegisters()
        let mode: Register = register == .r0 ? .r1 : .r0
        let done = code.label()
        code.emit(.load(.double, mode, Address(.r6, Int16(registers.mode))))
        code.emit(.mov(register, 0))
        let other = code.label()
        // Skips the load when the mode is the other one.
        if inUserSpace == registers.isUserWhenSet {
            code.emit(.jump(.bitsSet, mode, .immediate(registers.modeMask), other))
            code.emit(.go(done))
            code.bind(other)
        } else {
            code.emit(.jump(.bitsSet, mode, .immediate(registers.modeMask), done))
            code.bind(other)
        }
        code.emit(.load(.double, register, Address(.r6, Int16(registers.programCounter))))
        code.bind(done)
    }

    private func needRegisters() throws(ProviderError) {
        guard layout.registers == .context else {
            throw ProviderError("a register was asked of the \(layout.carrier.description) context, which holds none")
        }
    }

    /// Offsets reach past every context that exists and still fit an instruction.
    private func contextOffset(_ offset: Int) throws(ProviderError) -> Int16 {
        guard offset >= 0, let small = Int16(exactly: offset) else {
            throw ProviderError("offset \(offset) lies outside every native context")
        }
        return small
    }
}

extension ConverterGenerator {
    /// `base + index * scale + displacement`.
    private mutating func sum(
        _ base: ArgumentSource?, _ index: ArgumentSource?, scale: Int, displacement: Int64, into register: Register
    ) throws(ProviderError) {
        switch (base, index) {
        case (nil, nil): load(0, into: register)
        case (let base?, nil): try evaluate(base, into: register)
        case (nil, let index?): try evaluate(index, scale: scale, into: register)
        case (let base?, let index?):
            // The part that needs more waiting values goes first, so that depth costs slots only where both parts are deep.
            let isBaseFirst = base.waitingValues >= index.waitingValues
            if isBaseFirst { try evaluate(base, into: .r1) } else { try evaluate(index, scale: scale, into: .r1) }
            let waiting = try push(.r1)
            if isBaseFirst { try evaluate(index, scale: scale, into: .r1) } else { try evaluate(base, into: .r1) }
            code.emit(.load(.double, .r2, Address(.fp, waiting)))
            slot = waiting + 8
            code.emit(.alu(.add, .w64, .r1, .register(.r2)))
            if register != .r1 { code.emit(.mov(register, .r1)) }
        }
        try add(displacement, to: register)
    }

    private mutating func evaluate(
        _ index: ArgumentSource, scale: Int, into register: Register
    ) throws(ProviderError) {
        guard let factor = Int32(exactly: scale) else {
            throw ProviderError("the scale \(scale) of an address does not fit 32 bits")
        }
        try evaluate(index, into: register)
        if factor != 1 { code.emit(.alu(.mul, .w64, register, .immediate(factor))) }
    }

    private mutating func add(_ displacement: Int64, to register: Register) throws(ProviderError) {
        if displacement == 0 { return }
        if let small = Int32(exactly: displacement) {
            code.emit(.add(register, small))
        } else {
            let scratch: Register = register == .r0 ? .r1 : .r0
            load(displacement, into: scratch)
            code.emit(.alu(.add, .w64, register, .register(scratch)))
        }
    }

    /// Puts a register in the next free slot of the stack and returns the slot.
    private mutating func push(_ register: Register) throws(ProviderError) -> Int16 {
        guard slot > Self.lastSlot else {
            throw ProviderError("the address of an argument is nested too deeply: it takes more than 7 waiting values")
        }
        slot -= 8
        code.emit(.store(.double, Address(.fp, slot), .register(register)))
        return slot
    }
}

extension ArgumentSource {
    /// How many values have to wait on the stack at once while this one is computed.
    fileprivate var waitingValues: Int {
        switch self {
        case .memory(let address, _, _, _): address.waitingValues
        case .sum(let base?, let index?, _, _): Self.waitingValues(base.waitingValues, index.waitingValues)
        case .sum(let base?, nil, _, _): base.waitingValues
        case .sum(nil, let index?, _, _): index.waitingValues
        default: 0
        }
    }
    private static func waitingValues(_ a: Int, _ b: Int) -> Int { max(a, b, min(a, b) + 1) }
}
