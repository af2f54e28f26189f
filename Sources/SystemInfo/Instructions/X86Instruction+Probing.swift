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
        default: return isRefused(opcode: bytes[0]) ? .refused : .usual
        }
        switch opcode {
        case 0x50...0x57, 0x70...0x7f, 0x90, 0xe8, 0xe9, 0xeb: return .misread
        default: return isRefused(opcode: opcode) ? .refused : .usual
        }
    }

    /// What is privileged, a breakpoint, or no instruction in 64-bit mode: `good_insns_64` there leaves it out.
    private static func isRefused(opcode: UInt8) -> Bool {
        switch opcode {
        case 0x06, 0x07, 0x0e, 0x16, 0x17, 0x1e, 0x1f, 0x27, 0x2f, 0x37, 0x3f, 0x60...0x62, 0x6c...0x6f, 0x82, 0x9a,
            0xcc...0xce, 0xd4...0xd6, 0xe4...0xe7, 0xea, 0xec...0xef, 0xf1, 0xf4, 0xfa, 0xfb:
            true
        default: false
        }
    }
}
