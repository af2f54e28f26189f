/// Columns of tables.
extension OutputSpan<UInt8> {
    /// Adds text aligned to the right, and a byte behind it.
    mutating func append(_ text: String, width: Int, end: UInt8 = 0x20) {
        let bytes = text.utf8.span
        if bytes.count < width { append(repeating: 0x20, count: width - bytes.count) }
        for index in bytes.indices { append(bytes[index]) }
        append(end)
    }

    /// Adds a number that is not negative, aligned to the right.
    mutating func append(decimal number: Int, width: Int) {
        var divisor = 1
        var digits = 1
        while number / divisor >= 10 {
            divisor *= 10
            digits += 1
        }
        if digits < width { append(repeating: 0x20, count: width - digits) }
        var rest = number
        while divisor > 0 {
            append(UInt8(truncatingIfNeeded: 0x30 + rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
