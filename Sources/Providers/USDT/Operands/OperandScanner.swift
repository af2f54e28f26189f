/// Reads the parts that operands of all machines consist of.
struct OperandScanner {
    private let bytes: [UInt8]
    private var position = 0

    init(_ text: some StringProtocol) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { position == bytes.count }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    /// Takes a character if it comes next, after any spaces.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        var ahead = position
        while ahead < bytes.count, bytes[ahead] == UInt8(ascii: " ") { ahead += 1 }
        guard ahead < bytes.count, bytes[ahead] == UInt8(ascii: character) else { return false }
        position = ahead + 1
        return true
    }

    mutating func skipSpaces() { while next == UInt8(ascii: " ") { position += 1 } }

    mutating func expect(_ character: Unicode.Scalar) throws(OperandError) {
        guard take(character) else { throw OperandError("which lacks a `\(character)`") }
    }

    /// A run of letters, digits, `_`, `.` and `$`; empty when none is there.
    mutating func word() -> String {
        let start = position
        while let byte = next, Self.isWord(byte) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// A decimal or `0x` number with optional sign; values up to 2^64-1 wrap around.
    mutating func number() throws(OperandError) -> Int64 {
        let isNegative = take("-")
        if !isNegative { _ = take("+") }
        skipSpaces()
        let digits = word()
        let isHex = digits.hasPrefix("0x") || digits.hasPrefix("0X")
        guard let value = isHex ? UInt64(digits.dropFirst(2), radix: 16) : UInt64(digits) else {
            throw OperandError("in which `\(digits)` is not a number")
        }
        return isNegative ? 0 &- Int64(bitPattern: value) : Int64(bitPattern: value)
    }

    /// A sum of numbers and at most one symbol: `8`, `-16`, `table+8`, `4+table`; nothing counts as 0.
    mutating func sum() throws(OperandError) -> (symbol: String?, value: Int64) {
        var symbol: String?
        var value: Int64 = 0
        while let byte = next {
            let isSign = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+")
            guard isSign || Self.isWord(byte) else { break }
            let following = isSign && position + 1 < bytes.count ? bytes[position + 1] : byte
            if Self.isDigit(following) {
                value &+= try number()
            } else {
                guard symbol == nil, byte != UInt8(ascii: "-") else {
                    throw OperandError("which subtracts or adds symbols")
                }
                if isSign { position += 1 }
                symbol = word()
            }
        }
        if next == UInt8(ascii: "@") { throw OperandError("which goes through a table of the dynamic linker") }
        return (symbol, value)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static func isWord(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || [UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$")].contains(byte) || byte >= 0x80
    }
}
