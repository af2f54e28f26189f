import BPF
import SystemInfo

extension SDTOperand {
    /// Splits the argument string of a note into operands: at spaces outside brackets and parentheses.
    static func split(_ arguments: String) -> [String] {
        var operands: [String] = []
        var current: [UInt8] = []
        var depth = 0
        for byte in arguments.utf8 {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            if byte == UInt8(ascii: " "), depth <= 0 {
                if !current.isEmpty { operands.append(String(decoding: current, as: UTF8.self)) }
                current = []
            } else {
                current.append(byte)
            }
        }
        if !current.isEmpty { operands.append(String(decoding: current, as: UTF8.self)) }
        return operands
    }

    /// Reads one operand; without `N@` it has the size of a machine word.
    init(_ text: String, architecture: ELFArchitecture) throws(OperandError) {
        let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let hasSize = parts.count == 2 && SDTOperand.isSize(parts[0])
        var size = hasSize ? String(parts[0]) : "8"
        isFloat = size.hasSuffix("f")
        if isFloat { size.removeLast() }
        isSigned = size.hasPrefix("-")
        if isSigned { size.removeFirst() }
        guard let bytes = UInt8(size), let width = Width(rawValue: bytes) else {
            throw OperandError("whose size is none of 1, 2, 4 and 8 bytes")
        }
        self.width = width
        var scanner = OperandScanner(hasSize ? parts[1] : text[...])
        switch architecture {
        case .amd64, .x86: place = try X86Operands.place(&scanner)
        case .arm64: place = try ARM64Operands.place(&scanner)
        case .other: throw OperandError("and operands of \(architecture) are not known")
        }
        guard scanner.isAtEnd else { throw OperandError("of which a part is not understood") }
    }

    /// Whether the text before the first `@` is a size, and not a symbol with a version.
    private static func isSize(_ text: Substring) -> Bool {
        let digits = text.drop { $0 == "-" }.prefix { $0.isNumber }
        return !digits.isEmpty
    }
}
