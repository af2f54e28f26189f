import SystemInfo

extension OutputBuffer {
    /// Adds bytes as a table of 16 columns with their characters beside them, as tracemem() shows them.
    ///
    /// The layout is DTrace's: a header line after a line break, a margin of 5 blanks, then lines that each end with a
    /// line break; no bytes make no table. Control characters and bytes above 0x7e show as full stops.
    mutating func append(hexDump record: RawSpan, in range: Range<Int>) {
        let range = range.clamped(to: 0..<record.byteCount)
        if range.isEmpty { return }
        append("\n           " as StaticString)
        for column in 0..<16 {
            append("  " as StaticString)
            append(hexDigit: UInt8(column))
        }
        append("  0123456789abcdef\n" as StaticString)
        for line in stride(from: 0, to: range.count, by: 16) {
            append(blanks: 5)
            append(magnitude: UInt64(line), isNegative: false, style: NumberStyle(base: .hexadecimal, width: 5))
            append(byte: 0x3a)
            let bytes = (range.lowerBound + line)..<min(range.lowerBound + line + 16, range.upperBound)
            for offset in bytes {
                let byte = record.integer(at: offset, as: UInt8.self) ?? 0
                append(byte: 0x20)
                append(hexDigit: byte >> 4)
                append(hexDigit: byte & 15)
            }
            append(blanks: 3 * (16 - bytes.count) + 2)
            for offset in bytes {
                let byte = record.integer(at: offset, as: UInt8.self) ?? 0
                append(byte: (0x20...0x7e).contains(byte) ? byte : 0x2e)
            }
            append(byte: 0x0a)
        }
    }

    private mutating func append(hexDigit digit: UInt8) {
        append(byte: digit < 10 ? 0x30 + digit : 0x61 - 10 + digit)
    }
}
