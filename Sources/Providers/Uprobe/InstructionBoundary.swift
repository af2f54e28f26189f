import ProviderAPI
import SystemInfo

/// Whether an offset is that of an instruction: a breakpoint anywhere else would damage the program.
enum InstructionBoundary {
    /// Throws a sentence when the offset into the function is not one of an instruction, or this cannot be told.
    static func check(_ offset: UInt64, in place: FunctionPlace, of probe: ProbeDescription) throws(ProviderError) {
        guard place.architecture != .arm64 else {
            guard offset.isMultiple(of: 4) else { throw inside(probe, nearest: offset & ~3) }
            return
        }
        guard place.architecture == .amd64, let distance = Int(exactly: offset) else {
            throw ProviderError("\(probe): the instructions of \(place.architecture) programs are not known")
        }
        var code: [UInt8] = []
        do {
            // An instruction takes 15 bytes at most.
            code = try ELFFile(path: place.file.accessPath).bytes(atFileOffset: place.fileOffset, count: distance + 15)
        } catch { throw ProviderError("\(probe): \(error)") }
        var position = 0
        while position < distance {
            guard let length = X86Instruction.length(of: code[position...]) else {
                throw ProviderError(
                    "\(probe): the bytes at offset \(String(position, radix: 16)) are not a known instruction, so it cannot be told "
                        + "whether one begins at \(String(distance, radix: 16))")
            }
            guard position + length <= distance else { throw inside(probe, nearest: UInt64(position)) }
            position += length
        }
    }

    private static func inside(_ probe: ProbeDescription, nearest: UInt64) -> ProviderError {
        ProviderError(
            "\(probe): no instruction begins at this offset; the one it lies in begins at \(String(nearest, radix: 16))"
        )
    }
}
