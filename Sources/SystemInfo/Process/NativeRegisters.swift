/// The kernel's `struct pt_regs` (`<asm/ptrace.h>`): where it keeps the registers of interrupted user code.
public struct NativeRegisters: Hashable, Sendable {
    public let architecture: ELFArchitecture
    /// Byte offsets of the integer arguments' registers in the order of the C calling convention.
    public let arguments: [Int]
    /// Byte offsets of the function result, stack pointer and program counter.
    public let result: Int
    public let stackPointer: Int
    public let programCounter: Int
    /// How far behind the stack pointer the first stack argument lies at a function's first instruction, in bytes.
    public let stackArguments: Int64

    /// The layout for files of an architecture, or nil for one that is not known.
    public init?(_ architecture: ELFArchitecture) {
        switch architecture {
        case .amd64:
            // rdi, rsi, rdx, rcx, r8, r9; the return address lies below the stack arguments.
            arguments = [112, 104, 96, 88, 72, 64]
            (result, stackPointer, programCounter, stackArguments) = (80, 152, 128, 8)
        case .arm64:
            // regs[0..30], sp, pc.
            arguments = (0..<8).map { $0 * 8 }
            (result, stackPointer, programCounter, stackArguments) = (0, 248, 256, 0)
        case .x86, .other: return nil
        }
        self.architecture = architecture
    }
}
