/// What the kernel's verifier has against a program.
public struct VerifierRejection: Hashable, Sendable, CustomStringConvertible {
    /// The program's full name.
    public var program: String
    /// The verifier's log, whole.
    public var log: String
    /// The line that tells what is wrong.
    public var complaint: String
    /// The slot of the instruction the verifier stopped at; nil when the log names none.
    public var slot: Int?
    /// The index of that instruction in `Code.instructions`.
    public var instructionIndex: Int?
    /// That instruction in the kernel's syntax.
    public var instruction: String?

    /// The helper function that the kernel does not let this kind of program call, when that is the complaint.
    public var refusedHelper: String? {
        // "unknown func bpf_x#1" before Linux 6.10, "program of this type cannot use helper bpf_x#1" since.
        for words in ["program of this type cannot use helper ", "unknown func "] where complaint.hasPrefix(words) {
            return String(complaint.dropFirst(words.count).prefix { $0 != "#" })
        }
        return nil
    }

    /// The program, the instruction and the telling line.
    public var description: String {
        let place = instruction.map { " at slot \(slot ?? 0) (\($0))" } ?? ""
        return "the kernel's verifier rejected the program '\(program)'\(place): \(complaint)"
    }

    init(_ spec: ProgramSpec, _ encoded: EncodedCode, log: String) {
        program = spec.name
        self.log = log
        let lines = log.split(separator: "\n")
        complaint = Self.complaint(in: lines)
        slot = lines.reversed().lazy.compactMap(Self.slot(in:)).first
        instructionIndex = slot.flatMap { encoded.instructionIndex(ofSlot: $0) }
        instruction = instructionIndex.map { spec.code.instructions[$0].description }
    }

    /// The last line that is neither statistics nor a dump of registers nor an instruction.
    private static func complaint(in lines: [Substring]) -> String {
        let telling = lines.last { line in
            !line.hasPrefix("processed ") && !line.hasPrefix("verification time") && !line.hasPrefix("stack depth")
                && !line.hasPrefix("max_states") && slot(in: line) == nil && !line.hasPrefix("from ")
        }
        return String(telling ?? lines.last ?? "it gave no reason")
    }

    /// The slot of a line such as `12: (79) r1 = *(u64 *)(r2 +0)`.
    private static func slot(in line: Substring) -> Int? {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, parts[1].hasPrefix(" (") else { return nil }
        return Int(parts[0])
    }
}
