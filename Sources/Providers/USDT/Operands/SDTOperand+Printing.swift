import BPF
import SystemInfo

extension SDTOperand {
    /// The operand in the assembler syntax of a machine; reading it gives the operand back.
    func text(for architecture: ELFArchitecture) -> String {
        let size = "\(isSigned ? "-" : "")\(width.bytes)\(isFloat ? "f" : "")@"
        return size + (architecture == .arm64 ? arm64Place : x86Place)
    }

    private var x86Place: String {
        switch place {
        case .constant(let value): return "$\(value)"
        case .symbolAddress(let symbol, let distance): return "$" + sum(symbol, distance)
        case .register(let register): return "%\(register.name)"
        case .memory(let memory):
            var text = sum(memory.symbol, memory.displacement)
            let base = memory.base.map { "%\($0.name)" } ?? ""
            if let index = memory.index {
                text += "(\(base),%\(index.name),\(memory.scale))"
            } else if memory.base != nil {
                text += "(\(base))"
            } else if memory.symbol != nil {
                text += "(%rip)"
            }
            return text
        }
    }

    private var arm64Place: String {
        switch place {
        case .constant(let value): return "\(value)"
        case .symbolAddress(let symbol, let distance): return sum(symbol, distance)
        case .register(let register): return register.name
        case .memory(let memory):
            var parts = [memory.base?.name ?? ""]
            if memory.displacement != 0 { parts.append("\(memory.displacement)") }
            if let index = memory.index {
                parts.append(index.name)
                let shift = memory.scale.trailingZeroBitCount
                let operation = index.width == .word ? (memory.isIndexSigned ? "sxtw" : "uxtw") : "lsl"
                if operation != "lsl" || shift != 0 { parts.append("\(operation) \(shift)") }
            }
            return "[" + parts.joined(separator: ", ") + "]"
        }
    }

    private func sum(_ symbol: String?, _ value: Int64) -> String {
        guard let symbol else { return value == 0 ? "" : "\(value)" }
        return value == 0 ? symbol : "\(symbol)\(value < 0 ? "" : "+")\(value)"
    }
}
