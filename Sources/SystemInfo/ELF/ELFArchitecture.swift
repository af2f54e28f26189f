/// The instruction set of an ELF file.
public enum ELFArchitecture: Hashable, Sendable, CustomStringConvertible {
    case x86
    case amd64
    case arm64
    /// Another machine, by its `e_machine` number in `<elf.h>`.
    case other(UInt16)

    public init(machine: UInt16) {
        switch machine {
        case 3: self = .x86
        case 62: self = .amd64
        case 183: self = .arm64
        default: self = .other(machine)
        }
    }

    /// The architecture this program was compiled for.
    public static var current: ELFArchitecture {
        #if arch(x86_64)
            .amd64
        #elseif arch(arm64)
            .arm64
        #else
            .other(0)
        #endif
    }

    public var description: String {
        switch self {
        case .x86: "i386"
        case .amd64: "x86-64"
        case .arm64: "arm64"
        case .other(let machine): "machine \(machine)"
        }
    }
}
