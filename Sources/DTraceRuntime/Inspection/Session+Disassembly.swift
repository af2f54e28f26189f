import BPF
import DCompiler

extension Session {
    /// The compiled clauses as `-S` shows them: for each instruction its number, its offset in bytes, the fields of
    /// `struct bpf_insn` in hexadecimal (opcode, destination, source, offset, constant), and what it does.
    ///
    /// Maps and kernel functions have the number 0; empty before `prepare`.
    public func disassembly() throws(SessionError) -> String {
        var text = ""
        for clause in prepared?.compiled.clauses ?? [] { text += try listing(of: clause) }
        return text
    }

    private func listing(of clause: CompiledClause) throws(SessionError) -> String {
        let slots: [UInt64]
        do {
            slots = try encode(clause.image, maps: { _ in 0 }, kernelFunctions: { _ in 0 }).slots
        } catch {
            throw SessionError("failed to encode dt_clause_\(clause.id): \(error)")
        }
        var lines = ["", "Disassembly of clause dt_clause_\(clause.id), \(shownProbes(of: clause)):"]
        lines.append("INS OFF  OPCODE                  INSTRUCTION")
        var number = 0
        for (text, count) in clause.image.texts {
            for slot in 0..<count where slots.indices.contains(number) {
                lines.append(Self.line(number, slots[number], slot == 0 ? text : ""))
                number += 1
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The only probe of a clause, or how many it has.
    private func shownProbes(of clause: CompiledClause) -> String {
        guard clause.probes.count == 1, table.contains(clause.probes[0]) else {
            return "\(clause.probes.count) probes"
        }
        return "<\(table[clause.probes[0]].description)>"
    }

    private static func line(_ number: Int, _ slot: UInt64, _ text: String) -> String {
        let fields = [
            hexadecimal(slot & 0xff, 2), hexadecimal(slot >> 8 & 0xf, 1), hexadecimal(slot >> 12 & 0xf, 1),
            hexadecimal(slot >> 16 & 0xffff, 4), hexadecimal(slot >> 32, 8),
        ]
        let place = "\(decimal(number)) \(decimal(number * 8)): \(fields.joined(separator: " "))"
        return text.isEmpty ? place : "\(place)    \(text)"
    }

    private static func hexadecimal(_ value: UInt64, _ width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func decimal(_ value: Int) -> String {
        String(repeating: "0", count: max(0, 3 - String(value).count)) + String(value)
    }
}
