/// Bytes that are not the encoding of a program this library can make.
public struct DecodingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The slot that is wrong.
    public var slot: Int
    /// What is wrong with it.
    public var problem: String

    /// The slot and its problem.
    public var description: String { "slot \(slot) is not an instruction: \(problem)" }
}

/// Turns slots back into code; `encode` of the result gives the same slots again.
///
/// `maps` names the map behind a descriptor, `kernelFunctions` the kernel function behind an id; by default they are
/// named `fd<number>` and `id<number>`.
public func decode(
    _ slots: [UInt64], maps: (Int32) -> MapReference = { MapReference("fd\($0)") },
    kernelFunctions: (Int32) -> KernelFunction = { KernelFunction("id\($0)") }
) throws(DecodingError) -> Code {
    var decoder = Decoder(slots: slots)
    try decoder.findTargets()
    var position = 0
    while position < slots.count {
        decoder.bindTarget(at: position)
        position += try decoder.decode(at: position, maps: maps, kernelFunctions: kernelFunctions)
    }
    decoder.bindTarget(at: slots.count)
    return decoder.code
}

private struct Decoder {
    let slots: [UInt64]
    var code = Code()
    var targets: [Int: Label] = [:]

    init(slots: [UInt64]) { self.slots = slots }

    /// Mints a label for each slot that a jump or a local call goes to, in slot order of the jumps.
    mutating func findTargets() throws(DecodingError) {
        var position = 0
        var second: Set<Int> = []
        var origins: [(target: Int, origin: Int)] = []
        while position < slots.count {
            let slot = Slot(word: slots[position])
            if let distance = slot.jumpDistance { origins.append((position + 1 + distance, position)) }
            if slot.opcode == Opcode.wideImmediate {
                second.insert(position + 1)
                position += 1
            }
            position += 1
        }
        for (target, origin) in origins where targets[target] == nil {
            guard target >= 0, target <= slots.count, !second.contains(target) else {
                throw DecodingError(slot: origin, problem: "it jumps to slot \(target), where no instruction begins")
            }
            targets[target] = code.label()
        }
    }

    mutating func bindTarget(at position: Int) {
        if let label = targets[position] { code.bind(label) }
    }

    /// Decodes the instruction at a slot; returns the number of slots it takes.
    mutating func decode(
        at position: Int, maps: (Int32) -> MapReference, kernelFunctions: (Int32) -> KernelFunction
    ) throws(DecodingError) -> Int {
        let slot = Slot(word: slots[position])
        if slot.opcode == Opcode.wideImmediate {
            guard position + 1 < slots.count else {
                throw DecodingError(slot: position, problem: "the second half of the 64-bit constant is missing")
            }
            code.emit(try wideImmediate(slot, Slot(word: slots[position + 1]), at: position, maps: maps))
            return 2
        }
        let instruction: Instruction? =
            switch slot.opcode & Opcode.classMask {
            case Opcode.alu32, Opcode.alu64: arithmetic(slot)
            case Opcode.jump32, Opcode.jump64: control(slot, at: position, kernelFunctions: kernelFunctions)
            default: memory(slot)
            }
        guard let instruction else {
            throw DecodingError(slot: position, problem: "the opcode 0x\(String(slot.opcode, radix: 16)) is unknown")
        }
        code.emit(instruction)
        return 1
    }

    private func wideImmediate(
        _ first: Slot, _ second: Slot, at position: Int, maps: (Int32) -> MapReference
    ) throws(DecodingError) -> Instruction {
        guard let register = Register(rawValue: first.destination) else {
            throw DecodingError(slot: position, problem: "there is no register \(first.destination)")
        }
        let low = UInt32(bitPattern: first.immediate)
        let high = UInt32(bitPattern: second.immediate)
        switch first.source {
        case 0: return .loadImmediate64(register, UInt64(high) << 32 | UInt64(low))
        case Opcode.pseudoMap: return .loadMap(register, maps(first.immediate))
        case Opcode.pseudoFunction:
            guard let target = first.jumpDistance.flatMap({ targets[position + 1 + $0] }) else { break }
            return .loadFunction(register, target)
        case Opcode.pseudoMapValue: return .loadMapValue(register, maps(first.immediate), offset: high)
        default: break
        }
        throw DecodingError(slot: position, problem: "the kind of constant \(first.source) is unknown")
    }

    private func operand(_ slot: Slot) -> Operand? {
        guard slot.opcode & Opcode.register != 0 else { return .immediate(slot.immediate) }
        return Register(rawValue: slot.source).map(Operand.register)
    }

    private func arithmetic(_ slot: Slot) -> Instruction? {
        let width: ALUWidth = slot.opcode & Opcode.classMask == Opcode.alu64 ? .w64 : .w32
        guard let destination = Register(rawValue: slot.destination), slot.offset == 0 else { return nil }
        switch slot.opcode & Opcode.operationMask {
        case Opcode.negate:
            return .negate(width, destination)
        case Opcode.byteSwap:
            guard width == .w32 else { return nil }
            let order: ByteOrder = slot.opcode & Opcode.register != 0 ? .big : .little
            return .byteSwap(order, bits: Int(slot.immediate), destination)
        case let bits:
            guard let operation = ALU(rawValue: bits), let operand = operand(slot) else { return nil }
            return .alu(operation, width, destination, operand)
        }
    }

    private func control(
        _ slot: Slot, at position: Int, kernelFunctions: (Int32) -> KernelFunction
    ) -> Instruction? {
        let target = slot.jumpDistance.flatMap { targets[position + 1 + $0] }
        switch (slot.opcode, target) {
        case (Opcode.exit, _): return .exit
        case (Opcode.go, let target?): return .go(target)
        case (Opcode.call, let target?): return .callLocal(target)
        case (Opcode.call, nil):
            if slot.source == Opcode.pseudoKernelCall { return .callKernel(kernelFunctions(slot.immediate)) }
            return slot.source == 0 ? .call(Helper(rawValue: slot.immediate)) : nil
        case (_, let target?):
            let width: ALUWidth = slot.opcode & Opcode.classMask == Opcode.jump64 ? .w64 : .w32
            guard let condition = Condition(rawValue: slot.opcode & Opcode.operationMask),
                let register = Register(rawValue: slot.destination), let operand = operand(slot)
            else { return nil }
            return .jump(condition, width, register, operand, target)
        default: return nil
        }
    }

    private func memory(_ slot: Slot) -> Instruction? {
        let width = Width(opcodeBits: slot.opcode)
        let source = Register(rawValue: slot.source)
        guard let destination = Register(rawValue: slot.destination) else { return nil }
        switch (slot.opcode & Opcode.modeMask, slot.opcode & Opcode.classMask, source) {
        case (Opcode.memory, Opcode.load, let source?):
            return .load(width, destination, Address(source, slot.offset))
        case (Opcode.memory, Opcode.storeRegister, let source?):
            return .store(width, Address(destination, slot.offset), .register(source))
        case (Opcode.memory, Opcode.storeImmediate, _):
            return .store(width, Address(destination, slot.offset), .immediate(slot.immediate))
        case (Opcode.atomic, Opcode.storeRegister, let source?):
            return Atomic(rawValue: slot.immediate).map {
                .atomic($0, width, Address(destination, slot.offset), source)
            }
        default:
            return nil
        }
    }
}

extension Slot {
    /// Slots from the next one to the place that a jump, a call or a named function leads to; nil for other instructions.
    var jumpDistance: Int? {
        switch opcode & Opcode.classMask {
        case Opcode.jump64 where opcode == Opcode.call: source == Opcode.pseudoLocalCall ? Int(immediate) : nil
        case Opcode.jump64 where opcode == Opcode.exit: nil
        case Opcode.jump64, Opcode.jump32: Int(offset)
        case Opcode.immediateLoad where opcode == Opcode.wideImmediate && source == Opcode.pseudoFunction:
            Int(immediate)
        default: nil
        }
    }
}
