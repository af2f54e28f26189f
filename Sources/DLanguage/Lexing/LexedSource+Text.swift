extension LexedSource: CustomStringConvertible {
    /// One token a line: its line, kind and text.
    public var description: String {
        tokens.map { "\(map.line(at: $0.range.lowerBound)) \($0.kind.label) \($0.text)".trimmedEnd }
            .joined(separator: "\n")
    }
}

extension Token.Kind {
    /// The kind in one word.
    var label: String {
        switch self {
        case .identifier: "identifier"
        case .keyword: "keyword"
        case .integer: "integer"
        case .string: "string"
        case .macroVariable: "macro"
        case .aggregation: "aggregation"
        case .external: "external"
        case .punctuator: "mark"
        case .spec: "spec"
        case .predicateStart, .predicateEnd: "predicate"
        case .end: "end"
        }
    }
}

extension String {
    fileprivate var trimmedEnd: String { hasSuffix(" ") ? String(dropLast()) : self }
}

extension String {
    /// The bytes between quotes as D would read them back.
    init(quoting bytes: [UInt8]) {
        var text = "\""
        for byte in bytes {
            switch byte {
            case 0x0a: text += "\\n"
            case 0x09: text += "\\t"
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): text += "\\" + String(source: [byte])
            case 0x20...0x7e: text += String(source: [byte])
            default:
                let octal = String(byte, radix: 8)
                text += "\\" + String(repeating: "0", count: 3 - octal.utf8.count) + octal
            }
        }
        self = text + "\""
    }
}
