import DCompiler
import DLanguage
import SystemInfo

extension RecordField {
    /// Whether it holds an array, a struct or a union: bytes of which only their number is known.
    var isBytes: Bool {
        guard probePart == nil else { return false }
        switch type.resolved {
        case .integer, .enumeration, .pointer, .function, .string, .stack, .symbol: return false
        case .array, .aggregate, .float, .void, .alias: return true
        }
    }
}

extension ValueRenderer {
    /// Structs, unions and arrays of the size of an integer are one to trace() (DTrace guide, chapter Output
    /// Formatting, section trace() Default Format); characters are text all the same.
    func numberOfBytes(_ field: RecordField, at range: Range<Int>, in data: RawSpan) -> Scalar? {
        guard field.isBytes, !isCharacters(field.type.resolved), [1, 2, 4, 8].contains(range.count),
            let bits = Self.bits(at: range.lowerBound, bytes: range.count, isSigned: false, in: data)
        else { return nil }
        return Scalar(bits: bits, bytes: range.count, isSigned: false)
    }

    private func isCharacters(_ type: DType) -> Bool {
        guard case .array(let element, _) = type, case .integer(let integer) = element.resolved else { return false }
        return integer.bytes == 1
    }

    /// Adds bytes as text when they read like some, in a column unless that is nil; as a table otherwise, and with
    /// `-xrawbytes` always.
    func appendBytes(_ range: Range<Int>, column: Int?, in data: RawSpan, to output: inout OutputBuffer) {
        guard !options.showsRawBytes, let text = Self.text(in: data, range) else {
            return output.append(hexDump: data, in: range)
        }
        if column != nil { output.append("  " as StaticString) }
        let start = output.count
        output.append(data, in: text)
        output.justify(from: start, width: column ?? 0, left: true)
    }

    /// The bytes before the first zero when all of them can be printed and nothing but zeros follows; nil otherwise.
    private static func text(in data: RawSpan, _ range: Range<Int>) -> Range<Int>? {
        let end = data.endOfString(in: range)
        guard end > range.lowerBound else { return nil }
        let isText = (range.lowerBound..<end).allSatisfy { isPrintable(data.integer(at: $0) ?? 0) }
        return isText && data.isZero(in: end..<range.upperBound) ? range.lowerBound..<end : nil
    }

    /// ASCII's printing characters, white space, bell and backspace.
    private static func isPrintable(_ byte: UInt8) -> Bool { (0x20...0x7e).contains(byte) || (7...13).contains(byte) }
}
