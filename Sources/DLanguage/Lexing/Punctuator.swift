/// An operator or separator of D.
public enum Punctuator: String, Hashable, Sendable, CaseIterable {
    case shiftLeftAssign = "<<="
    case shiftRightAssign = ">>="
    case ellipsis = "..."
    case increment = "++"
    case decrement = "--"
    case arrow = "->"
    case shiftLeft = "<<"
    case shiftRight = ">>"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case equal = "=="
    case notEqual = "!="
    case logicalAnd = "&&"
    case logicalOr = "||"
    case logicalXor = "^^"
    case addAssign = "+="
    case subtractAssign = "-="
    case multiplyAssign = "*="
    case divideAssign = "/="
    case moduloAssign = "%="
    case andAssign = "&="
    case orAssign = "|="
    case xorAssign = "^="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case ampersand = "&"
    case bar = "|"
    case caret = "^"
    case tilde = "~"
    case exclamation = "!"
    case less = "<"
    case greater = ">"
    case assign = "="
    case question = "?"
    case colon = ":"
    case comma = ","
    case semicolon = ";"
    case dot = "."
    case leftParenthesis = "("
    case rightParenthesis = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"

    /// Marks by their first byte, longest first, so that the first match is the longest.
    static let byFirstByte: [UInt8: [(bytes: [UInt8], mark: Punctuator)]] = {
        var table: [UInt8: [(bytes: [UInt8], mark: Punctuator)]] = [:]
        for mark in allCases {
            let bytes = Array(mark.rawValue.utf8)
            table[bytes[0], default: []].append((bytes, mark))
        }
        return table.mapValues { $0.sorted { $0.bytes.count > $1.bytes.count } }
    }()
}
