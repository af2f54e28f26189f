/// Turns code into the bytes the kernel loads.
///
/// `maps` gives the descriptor of a map, `kernelFunctions` the id a kernel function has in the BTF of vmlinux;
/// each is asked once for every use, and nil is an error.
public func encode(
    _ code: Code, maps: (MapReference) -> Int32?, kernelFunctions: (KernelFunction) -> Int32?
) throws(AssemblyError) -> EncodedCode {
    let places = try LabelPlaces(of: code)
    var encoded = EncodedCode(reserving: code.slotCount)
    var functions: Set<Int> = [0]
    for (index, instruction) in code.instructions.enumerated() {
        var encoder = InstructionEncoder(index: index, slot: encoded.slots.count, places: places)
        try encoder.encode(instruction, maps: maps, kernelFunctions: kernelFunctions)
        guard let first = encoder.first else { continue }
        if let label = instruction.calledLabel, let place = places[label] { functions.insert(place) }
        encoded.slots.append(first.word)
        encoded.instructionIndices.append(index)
        guard let second = encoder.second else { continue }
        encoded.slots.append(second.word)
        encoded.instructionIndices.append(index)
    }
    encoded.functionSlots = functions.sorted()
    return encoded
}

/// The slot each label names.
struct LabelPlaces {
    private var slots: [Int: Int] = [:]

    init(of code: Code) throws(AssemblyError) {
        var slot = 0
        var binders: [Int: Int] = [:]
        for (index, instruction) in code.instructions.enumerated() {
            if case .bind(let label) = instruction {
                if let first = binders.updateValue(index, forKey: label.index) {
                    throw .duplicateLabel(first: first, second: index)
                }
                slots[label.index] = slot
            }
            slot += instruction.slots
        }
    }

    /// The slot a label names, nil when nothing binds it.
    subscript(_ label: Label) -> Int? { slots[label.index] }
}

/// Encodes one instruction at a known slot.
private struct InstructionEncoder {
    let index: Int
    let slot: Int
    let places: LabelPlaces
    var first: Slot?
    var second: Slot?

    init(index: Int, slot: Int, places: LabelPlaces) {
        self.index = index
        self.slot = slot
        self.places = places
    }

    mutating func encode(
        _ instruction: Instruction, maps: (MapReference) -> Int32?, kernelFunctions: (KernelFunction) -> Int32?
    ) throws(AssemblyError) {
        switch instruction {
        case .alu(let operation, let width, let destination, let operand):
            first = withOperand(operation.rawValue | width.aluClass, operand, destination: destination)
        case .negate(let width, let register):
            first = Slot(opcode: Opcode.negate | width.aluClass, destination: register.rawValue)
        case .byteSwap(let order, let bits, let register):
            try encodeByteSwap(order, bits: bits, register)
        case .load, .store, .atomic:
            try encodeMemory(instruction)
        case .loadImmediate64(let register, let value):
            encodeWide(register, source: 0, low: UInt32(truncatingIfNeeded: value), high: UInt32(value >> 32))
        case .loadMap(let register, let map):
            let descriptor = try known(map, maps)
            encodeWide(register, source: Opcode.pseudoMap, low: UInt32(bitPattern: descriptor), high: 0)
        case .loadMapValue(let register, let map, let offset):
            let descriptor = try known(map, maps)
            encodeWide(register, source: Opcode.pseudoMapValue, low: UInt32(bitPattern: descriptor), high: offset)
        case .loadFunction(let register, let label):
            let distance = try distance(to: label)
            encodeWide(
                register, source: Opcode.pseudoFunction, low: UInt32(bitPattern: Int32(clamping: distance)), high: 0)
        case .call(let helper):
            first = Slot(opcode: Opcode.call, immediate: helper.rawValue)
        case .callKernel(let function):
            guard let id = kernelFunctions(function) else {
                throw .unknownKernelFunction(function, instruction: index)
            }
            first = Slot(opcode: Opcode.call, source: Opcode.pseudoKernelCall, immediate: id)
        case .callLocal(let label):
            let distance = try distance(to: label)
            first = Slot(opcode: Opcode.call, source: Opcode.pseudoLocalCall, immediate: Int32(clamping: distance))
        case .jump(let condition, let width, let register, let operand, let label):
            var slot = withOperand(condition.rawValue | width.jumpClass, operand, destination: register)
            slot.offset = try shortDistance(to: label)
            first = slot
        case .go(let label):
            first = Slot(opcode: Opcode.go, offset: try shortDistance(to: label))
        case .exit:
            first = Slot(opcode: Opcode.exit)
        case .bind:
            break
        }
    }

    private func withOperand(_ opcode: UInt8, _ operand: Operand, destination: Register) -> Slot {
        switch operand {
        case .register(let source):
            Slot(opcode: opcode | Opcode.register, destination: destination.rawValue, source: source.rawValue)
        case .immediate(let value):
            Slot(opcode: opcode, destination: destination.rawValue, immediate: value)
        }
    }

    private mutating func encodeByteSwap(_ order: ByteOrder, bits: Int, _ register: Register) throws(AssemblyError) {
        guard [16, 32, 64].contains(bits) else {
            throw .invalidOperands("a byte swap is of 16, 32 or 64 bits, not \(bits)", instruction: index)
        }
        let direction: UInt8 = order == .big ? Opcode.register : 0
        first = Slot(
            opcode: Opcode.byteSwap | direction | Opcode.alu32, destination: register.rawValue, immediate: Int32(bits))
    }

    private mutating func encodeMemory(_ instruction: Instruction) throws(AssemblyError) {
        switch instruction {
        case .load(let width, let destination, let address):
            first = Slot(
                opcode: Opcode.memory | width.opcodeBits | Opcode.load, destination: destination.rawValue,
                source: address.base.rawValue, offset: address.offset)
        case .store(let width, let address, .register(let source)):
            first = Slot(
                opcode: Opcode.memory | width.opcodeBits | Opcode.storeRegister, destination: address.base.rawValue,
                source: source.rawValue, offset: address.offset)
        case .store(let width, let address, .immediate(let value)):
            first = Slot(
                opcode: Opcode.memory | width.opcodeBits | Opcode.storeImmediate, destination: address.base.rawValue,
                offset: address.offset, immediate: value)
        case .atomic(let operation, let width, let address, let source):
            guard width == .word || width == .double else {
                throw .invalidOperands("atomic operations are of 4 or 8 bytes, not \(width.bytes)", instruction: index)
            }
            first = Slot(
                opcode: Opcode.atomic | width.opcodeBits | Opcode.storeRegister, destination: address.base.rawValue,
                source: source.rawValue, offset: address.offset, immediate: operation.rawValue)
        default:
            break
        }
    }

    private mutating func encodeWide(_ register: Register, source: UInt8, low: UInt32, high: UInt32) {
        first = Slot(
            opcode: Opcode.wideImmediate, destination: register.rawValue, source: source,
            immediate: Int32(bitPattern: low))
        second = Slot(opcode: 0, immediate: Int32(bitPattern: high))
    }

    private func known(_ map: MapReference, _ maps: (MapReference) -> Int32?) throws(AssemblyError) -> Int32 {
        guard let descriptor = maps(map) else { throw .unknownMap(map, instruction: index) }
        return descriptor
    }

    /// Slots from the one after this instruction to the label.
    private func distance(to label: Label) throws(AssemblyError) -> Int {
        guard let target = places[label] else { throw .undefinedLabel(instruction: index) }
        return target - slot - 1
    }

    private func shortDistance(to label: Label) throws(AssemblyError) -> Int16 {
        let distance = try distance(to: label)
        guard let short = Int16(exactly: distance) else {
            throw .jumpOutOfRange(instruction: index, distance: distance)
        }
        return short
    }
}

extension Instruction {
    /// The function of the same program that the instruction calls or names.
    fileprivate var calledLabel: Label? {
        switch self {
        case .callLocal(let label), .loadFunction(_, let label): label
        default: nil
        }
    }
}

extension ALUWidth {
    var aluClass: UInt8 { self == .w64 ? Opcode.alu64 : Opcode.alu32 }
    var jumpClass: UInt8 { self == .w64 ? Opcode.jump64 : Opcode.jump32 }
}
