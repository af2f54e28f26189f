import BPF
public import SystemInfo

/// The kernel's `struct pt_regs` on one architecture: where its fields are, by meaning.
///
/// Offsets are in bytes; every field is 8 bytes wide.
public struct SavedRegisters: Hashable, Sendable {
    /// The size of the struct.
    public var size: Int
    /// The registers of a function's first arguments.
    public var arguments: [Int]
    /// Where the first argument on the stack lies at function entry, counted from the stack pointer.
    public var firstStackArgument: Int64
    /// The register of a function's result.
    public var returnValue: Int
    /// The stack pointer.
    public var stackPointer: Int
    /// The address that was interrupted.
    public var programCounter: Int
    /// The field that tells the interrupted mode.
    public var mode: Int
    /// The bits of `mode` that are looked at.
    public var modeMask: Int32
    /// Whether any of these bits set means user mode; otherwise none set does.
    public var isUserWhenSet: Bool

    /// x86-64: the low two bits of `cs` are the privilege level, 3 in user mode.
    public static let amd64 = SavedRegisters(
        size: 168, arguments: [112, 104, 96, 88, 72, 64], firstStackArgument: 8, returnValue: 80, stackPointer: 152,
        programCounter: 128, mode: 136, modeMask: 3, isUserWhenSet: true)

    /// arm64: the low four bits of `pstate` are the exception level, 0 in user mode.
    public static let arm64 = SavedRegisters(
        size: 272, arguments: [0, 8, 16, 24, 32, 40, 48, 56], firstStackArgument: 0, returnValue: 0,
        stackPointer: 248, programCounter: 256, mode: 264, modeMask: 0xf, isUserWhenSet: false)

    /// The architecture this program was built for.
    public static var native: SavedRegisters {
        #if arch(arm64)
            .arm64
        #else
            .amd64
        #endif
    }
}

extension SavedRegisters {
    /// The layout for programs of an architecture, or nil for one that is not known.
    public init?(_ architecture: ELFArchitecture) {
        switch architecture {
        case .amd64: self = .amd64
        case .arm64: self = .arm64
        case .x86, .other: return nil
        }
    }

    /// Sources of a function's arguments at its entry, registers first, then the stack in the given address space.
    public func argumentSources(count: Int, space: AddressSpace = .kernel) -> [ArgumentSource] {
        (0..<count).map { index in
            if index < arguments.count { return .register(offset: arguments[index], width: .double, signed: false) }
            let displacement = firstStackArgument + Int64(index - arguments.count) * 8
            let address = ArgumentSource.sum(
                base: .register(offset: stackPointer, width: .double, signed: false), index: nil, scale: 1,
                displacement: displacement)
            return .memory(address: address, width: .double, signed: false, space: space)
        }
    }
}
