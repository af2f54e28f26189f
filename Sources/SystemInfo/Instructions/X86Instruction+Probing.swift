/// What the kernel makes of an instruction that a breakpoint is put on (`arch/x86/kernel/uprobes.c`).
public enum ProbeSafety: Hashable, Sendable {
    /// Nothing speaks against it; the kernel has the last word.
    case usual
    /// The kernel refuses it.
    case refused
    /// The kernel takes it for another instruction and does that one's work instead: the process goes wrong.
    case misread
}

extension X86Instruction {
    /// Whether a breakpoint may be put on the instruction that begins with the first byte.
    ///
    /// The kernel looks at the opcode byte of a vector instruction (VEX and EVEX) as if it were an old one-byte opcode.
    /// Where that is a jump, a call or a push, which it does by itself instead of letting the processor do it, the process
    /// gets a wrong program counter or stack: `vpbroadcastb` (7a) would be a conditional jump, `vxorps` (57) a push.
    public static func probeSafety(of bytes: some Collection<UInt8>) -> ProbeSafety {
        let bytes = Array(bytes.prefix(8))
        guard bytes.count >= 5 else { return .usual }
        let opcode: UInt8
        switch bytes[0] {
        case 0x62: opcode = bytes[4]
        case 0xc4: opcode = bytes[3]
        case 0xc5: opcode = bytes[2]
        // `lock`, and instructions such as xtest.
        case 0xf0: return .refused
        case 0x0f where bytes[1] == 0x01: return .refused
        default: return .usual
        }
        switch opcode {
        case 0x50...0x57, 0x70...0x7f, 0x90, 0xe8, 0xe9, 0xeb: return .misread
        case 0x6c...0x6f: return .refused
        default: return .usual
        }
    }
}
