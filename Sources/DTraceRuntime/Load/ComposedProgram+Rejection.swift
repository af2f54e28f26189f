import BPF
import DCompiler
import DLanguage

extension ComposedProgram {
    /// Whether the verifier found fault with a clause's image.
    func isInImage(_ rejection: VerifierRejection) -> Bool {
        guard let index = rejection.instructionIndex else { return false }
        return regions.contains { $0.range.contains(index) }
    }

    /// What to tell people of a program the verifier refused: which clause and line, and that the fault is ours.
    func sentence(
        for rejection: VerifierRejection, probe: String, program: CompiledProgram, sources: [DSource]
    ) -> String {
        if let helper = rejection.refusedHelper {
            return "BPF program load for '\(probe)' failed: \(Self.sentence(forRefused: helper))"
        }
        var place = "the \(spec.name) program"
        if let index = rejection.instructionIndex,
            let region = regions.first(where: { $0.range.contains(index) })
        {
            let clause = program.clauses[region.clause]
            let offset = index - region.range.lowerBound
            let line = offset < clause.lines.count ? clause.lines[offset] : clause.line
            let script = sources.indices.contains(clause.source) ? sources[clause.source] : nil
            let file = script?.form == .script ? script?.name : nil
            let lineOfFile = file.map { "\($0):\(line)" } ?? "line \(line) of the program"
            place = "the image of clause \(clause.id) (\(lineOfFile))"
        }
        return """
            BPF program load for '\(probe)' failed: internal error: the kernel's verifier rejected \(place): \
            \(rejection.complaint); please report it with the script and the output of --explain
            """
    }

    /// Which helper the kernel does not give, and what keeps it back: policy, for those that every kernel has.
    private static func sentence(forRefused helper: String) -> String {
        let refused = "\(helper)(), which this kernel refuses here"
        return switch helper {
        case "bpf_probe_write_user":
            "copyout() and copyoutstr() write to user memory with \(refused): it is locked down, or does not let "
                + "programs of this kind write"
        case "bpf_probe_read_kernel", "bpf_probe_read_kernel_str":
            "a clause reads the kernel's memory with \(refused): it is locked down (confidentiality), and lets no "
                + "program read it"
        default: "a clause calls \(refused)"
        }
    }
}
