import DCompiler
import SystemInfo

/// Formats of numbers and text, which are most: written in one go, with one look at the room that is left.
extension PreparedFormat {
    /// The most bytes that a format of its own text and plain numbers makes; nil for other formats.
    static func plainRoom(_ steps: [FormatStep], _ literals: [[UInt8]]) -> Int? {
        var room = 0
        for step in steps {
            switch step {
            case .byte: room += 1
            case .literal(let index): room += literals[index].count
            case .number(_, let style) where style.isPlain:
                room += max(UInt64.mostDecimalDigits + 1, style.width)
            case .number, .text, .conversion: return nil
            }
        }
        return room
    }

    /// Adds the text of a plain format in one go; false for other formats.
    func append(plain data: RawSpan, to output: inout OutputBuffer) throws(MalformedData) -> Bool {
        guard let plainRoom else { return false }
        try output.append(upTo: plainRoom) { (text) throws(MalformedData) in try text.append(plain: self, in: data) }
        return true
    }
}

extension OutputSpan<UInt8> {
    /// Adds the text of a format that has `plainRoom`, and there must be that much.
    mutating func append(plain format: PreparedFormat, in data: RawSpan) throws(MalformedData) {
        // By index: an iterator would hold the array for itself.
        for place in format.steps.indices {
            switch format.steps[place] {
            case .byte(let byte): append(byte)
            case .literal(let index):
                for byte in format.literals[index] { append(byte) }
            case .number(let field, let style):
                let (magnitude, isNegative) = try field.magnitude(in: data)
                append(
                    decimal: magnitude, isNegative: isNegative, width: style.width, isLeft: style.flags.contains(.left))
            case .text, .conversion: break
            }
        }
    }
}
