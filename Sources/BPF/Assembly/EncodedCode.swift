/// A program as the kernel takes it: 8-byte slots, and where each came from.
public struct EncodedCode: Hashable, Sendable {
    /// `struct bpf_insn` of `<linux/bpf.h>` as one little-endian word each: opcode, registers, offset, immediate.
    public internal(set) var slots: [UInt64] = []
    /// For each slot, the index in `Code.instructions` it encodes; the verifier speaks of slots.
    public internal(set) var instructionIndices: [Int] = []
    /// The slots at which functions begin, in order: 0, and the functions that are called or named.
    public internal(set) var functionSlots: [Int] = [0]

    init(reserving count: Int) {
        slots.reserveCapacity(count)
        instructionIndices.reserveCapacity(count)
    }

    /// The instruction a slot belongs to; nil when the program has no such slot.
    public func instructionIndex(ofSlot slot: Int) -> Int? {
        instructionIndices.indices.contains(slot) ? instructionIndices[slot] : nil
    }

    /// The slots as bytes in the order the kernel reads them.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(slots.count * 8)
        for slot in slots {
            for shift in stride(from: 0, to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: slot >> shift)) }
        }
        return bytes
    }
}

/// One slot taken apart: the fields of `struct bpf_insn`.
struct Slot: Hashable {
    var opcode: UInt8
    var destination: UInt8 = 0
    var source: UInt8 = 0
    var offset: Int16 = 0
    var immediate: Int32 = 0

    var word: UInt64 {
        UInt64(opcode) | UInt64(destination & 0xf) << 8 | UInt64(source & 0xf) << 12
            | UInt64(UInt16(bitPattern: offset)) << 16 | UInt64(UInt32(bitPattern: immediate)) << 32
    }
}

extension Slot {
    init(word: UInt64) {
        opcode = UInt8(truncatingIfNeeded: word)
        destination = UInt8(truncatingIfNeeded: word >> 8) & 0xf
        source = UInt8(truncatingIfNeeded: word >> 12) & 0xf
        offset = Int16(truncatingIfNeeded: word >> 16)
        immediate = Int32(truncatingIfNeeded: word >> 32)
    }
}

/// The parts opcodes are made of, `<linux/bpf.h>` and `<linux/bpf_common.h>`.
enum Opcode {
    static let immediateLoad: UInt8 = 0x00
    static let load: UInt8 = 0x01
    static let storeImmediate: UInt8 = 0x02
    static let storeRegister: UInt8 = 0x03
    static let alu32: UInt8 = 0x04
    static let jump64: UInt8 = 0x05
    static let jump32: UInt8 = 0x06
    static let alu64: UInt8 = 0x07
    static let classMask: UInt8 = 0x07

    /// The operand is the source register, not the immediate; for byte swaps: to big-endian.
    static let register: UInt8 = 0x08
    static let operationMask: UInt8 = 0xf0
    static let negate: UInt8 = 0x80
    static let byteSwap: UInt8 = 0xd0

    static let memory: UInt8 = 0x60
    static let atomic: UInt8 = 0xc0
    static let modeMask: UInt8 = 0xe0
    static let sizeMask: UInt8 = 0x18

    static let wideImmediate: UInt8 = 0x18
    static let call: UInt8 = 0x85
    static let go: UInt8 = 0x05
    static let exit: UInt8 = 0x95

    /// What the source register field of calls and wide immediates means, `BPF_PSEUDO_*`.
    static let pseudoMap: UInt8 = 1
    static let pseudoMapValue: UInt8 = 2
    static let pseudoFunction: UInt8 = 4
    static let pseudoLocalCall: UInt8 = 1
    static let pseudoKernelCall: UInt8 = 2
}

extension Width {
    /// The size bits of load and store opcodes.
    var opcodeBits: UInt8 {
        switch self {
        case .word: 0x00
        case .half: 0x08
        case .byte: 0x10
        case .double: 0x18
        }
    }

    init(opcodeBits: UInt8) {
        switch opcodeBits & Opcode.sizeMask {
        case 0x00: self = .word
        case 0x08: self = .half
        case 0x10: self = .byte
        default: self = .double
        }
    }
}
