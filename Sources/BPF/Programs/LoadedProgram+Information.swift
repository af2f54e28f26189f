import CLibbpf

/// What the kernel tells about a loaded program, `struct bpf_prog_info`.
public struct ProgramInformation: Hashable, Sendable {
    /// The kernel's id; `bpftool prog show id` takes it.
    public var id: UInt32
    /// 8-byte slots after the kernel's own rewriting.
    public var translatedSlotCount: Int
    /// Bytes of machine code; 0 when the program is interpreted.
    public var machineCodeSize: Int
    /// Times it ran; counted only while `kernel.bpf_stats_enabled` is set.
    public var runCount: UInt64
    /// Firings the kernel skipped because the program was running on that CPU already.
    public var recursionMisses: UInt64
    /// Instructions the verifier walked.
    public var verifiedInstructionCount: Int

    /// Whether the kernel compiled the program.
    public var isJITCompiled: Bool { machineCodeSize > 0 }
}

extension LoadedProgram {
    /// Asks the kernel about the program.
    public func information() throws(KernelError) -> ProgramInformation {
        var info = bpf_prog_info()
        do throws(ErrorNumber) { try KernelCall.information(of: descriptor.rawValue, into: &info) } catch {
            throw KernelError("ask about the program '\(name)'", error)
        }
        return ProgramInformation(
            id: info.id, translatedSlotCount: Int(info.xlated_prog_len) / 8, machineCodeSize: Int(info.jited_prog_len),
            runCount: info.run_cnt, recursionMisses: info.recursion_misses,
            verifiedInstructionCount: Int(info.verified_insns))
    }
}
