import SystemInfo

/// Where the instructions of a function begin: a breakpoint anywhere else would damage the program.
public enum InstructionBoundary {
    /// What is known of an offset.
    public enum Answer: Hashable, Sendable {
        case begins
        /// The offset lies in an instruction that begins at another one.
        case inside(UInt64)
        /// The bytes at this offset, before the one asked for, are no known instruction.
        case unknown(UInt64)
    }

    /// Throws a sentence when the offset into the function is not one of an instruction, or this cannot be told.
    public static func check(
        _ offset: UInt64, in place: UserFunctionPlace, of probe: ProbeDescription
    ) throws(ProviderError) {
        switch try answer(for: offset, in: place, of: probe) {
        case .begins: return
        case .inside(let start):
            throw ProviderError(
                "\(probe): no instruction begins at this offset; the one it lies in begins at "
                    + String(start, radix: 16), tag: "D_PROC_ALIGN")
        case .unknown(let start):
            throw ProviderError(
                "\(probe): the bytes at offset \(String(start, radix: 16)) are not a known instruction, so it cannot "
                    + "be told whether one begins at \(String(offset, radix: 16))", tag: "D_PROC_ALIGN")
        }
    }

    /// The sentence for an instruction that cannot have a breakpoint.
    static func misreading(_ place: String) -> ProviderError {
        ProviderError(
            "\(place): the kernel would take the vector instruction there for another one, and the process would go wrong"
        )
    }

    /// The offsets at which the instructions of a function begin, as far as they are understood and can have a breakpoint.
    public static func offsets(in place: UserFunctionPlace, of probe: ProbeDescription) throws(ProviderError)
        -> [UInt64]
    {
        if place.architecture == .arm64 { return Array(stride(from: 0, to: place.size, by: 4)) }
        let code = try code(of: place, count: place.size, probe)
        var found: [UInt64] = []
        var position = 0
        while position < code.count, let length = X86Instruction.length(of: code[position...]) {
            if X86Instruction.probeSafety(of: code[position...]) == .usual { found.append(UInt64(position)) }
            position += length
        }
        return found
    }

    private static func answer(
        for offset: UInt64, in place: UserFunctionPlace, of probe: ProbeDescription
    ) throws(ProviderError) -> Answer {
        guard place.architecture != .arm64 else { return offset.isMultiple(of: 4) ? .begins : .inside(offset & ~3) }
        // An instruction takes 15 bytes at most.
        let code = try code(of: place, count: offset + 15, probe)
        var position: UInt64 = 0
        while position < offset {
            guard let length = X86Instruction.length(of: code[Int(position)...]) else { return .unknown(position) }
            guard position + UInt64(length) <= offset else { return .inside(position) }
            position += UInt64(length)
        }
        guard X86Instruction.probeSafety(of: code[Int(position)...]) != .misread else {
            throw misreading("\(probe)")
        }
        return .begins
    }

    private static func code(
        of place: UserFunctionPlace, count: UInt64, _ probe: ProbeDescription
    ) throws(ProviderError) -> [UInt8] {
        guard place.architecture == .amd64, let count = Int(exactly: count) else {
            throw ProviderError("\(probe): the instructions of \(place.architecture) programs are not known")
        }
        do {
            return try ELFFile(path: place.file.accessPath).bytes(atFileOffset: place.fileOffset, count: count)
        } catch { throw ProviderError("\(probe): \(error)") }
    }
}
