import BPF
import SystemInfo

/// How functions of a language pass arguments and results.
public enum CallingConvention: Hashable, Sendable {
    /// That of C on the machine, which C++, Rust and Swift follow for what they pass as integers and pointers.
    case c
    /// Go 1.17 and later: nine registers of its own for integers and pointers (ABIInternal).
    case goRegisters
    /// Go before 1.17: everything on the stack.
    case goStack

    /// Whether the kernel's return probes may be used: they put a return address of their own on the stack, which Go's
    /// runtime finds when it moves the stack or collects garbage, and ends the program.
    public var allowsReturnProbes: Bool { self == .c }

    /// The convention of a function in a file: assembler and C code in Go programs keep that of C.
    ///
    /// - Parameter go: The version of Go that made the file, nil for files of other languages.
    static func of(_ function: String, go: GoVersion?) -> CallingConvention {
        guard let go, function.utf8.contains(UInt8(ascii: ".")) else { return .c }
        return go.passesArgumentsInRegisters ? .goRegisters : .goStack
    }

    /// Sources of ten arguments at a function's entry.
    func argumentSources(_ registers: SavedRegisters) -> [ArgumentSource] {
        var registers = registers
        switch self {
        case .c: break
        case .goRegisters:
            guard registers == .amd64 else { break }
            // rax, rbx, rcx, rdi, rsi, r8, r9, r10, r11
            registers.arguments = [80, 40, 88, 112, 104, 72, 64, 56, 48]
        case .goStack: registers.arguments = []
        }
        return registers.argumentSources(count: 10, space: .user)
    }
}
