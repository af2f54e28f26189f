/// Integer, character and string constants.
extension Lexer {
    mutating func lexNumber() throws(Diagnostic) {
        let start = position
        var radix: UInt64 = 10
        if peek() == UInt8(ascii: "0") {
            if peek(1) == UInt8(ascii: "x") || peek(1) == UInt8(ascii: "X") {
                radix = 16
                position += 2
            } else {
                radix = 8
            }
        }
        let digits = position
        while let byte = peek(), radix == 16 ? byte.digitValue != nil : byte.isDigit { position += 1 }
        let body = bytes[digits..<position]
        try refuseFloat(radix: radix, from: start)
        var literal = IntegerLiteral(bits: 0, isDecimal: radix == 10)
        while let byte = peek(), byte.isWord {
            position += 1
            switch byte | 0x20 {
            case UInt8(ascii: "u"): literal.isUnsigned = true
            case UInt8(ascii: "l"): literal.isLong = true
            default:
                while peek()?.isWord == true { position += 1 }
                throw .badDigit(text(from: start), at: SourceRange(start, position))
            }
        }
        guard !body.isEmpty else { throw .badDigit(text(from: start), at: SourceRange(start, position)) }
        for byte in body {
            guard let digit = byte.digitValue.map(UInt64.init), digit < radix else {
                throw .badDigit(text(from: start), at: SourceRange(start, position))
            }
            let (scaled, overflow) = literal.bits.multipliedReportingOverflow(by: radix)
            let (sum, carry) = scaled.addingReportingOverflow(digit)
            guard !overflow, !carry else { throw .integerOverflow(text(from: start), at: SourceRange(start, position)) }
            literal.bits = sum
        }
        emit(.integer(literal), from: start)
    }

    /// Fractions and exponents are recognised so that the message is about them.
    private func refuseFloat(radix: UInt64, from start: Int) throws(Diagnostic) {
        guard radix != 16 else { return }
        let isFraction = peek() == UInt8(ascii: ".")
        var isExponent = false
        if let byte = peek(), byte | 0x20 == UInt8(ascii: "e"), let next = peek(1) {
            isExponent = next.isDigit || next == UInt8(ascii: "+") || next == UInt8(ascii: "-")
        }
        if isFraction || isExponent { throw .floatingPoint(at: SourceRange(start, position + 1)) }
    }

    mutating func lexString() throws(Diagnostic) {
        let start = position
        let value = try lexQuoted(by: UInt8(ascii: "\""))
        emit(.string(value), from: start)
    }

    /// Up to eight characters, the first of them in the highest byte.
    mutating func lexCharacter() throws(Diagnostic) {
        let start = position
        let value = try lexQuoted(by: UInt8(ascii: "'"))
        let range = SourceRange(start, position)
        guard !value.isEmpty else { throw .emptyCharacter(at: range) }
        guard value.count <= 8 else { throw .longCharacter(at: range) }
        let bits = value.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
        emit(.integer(IntegerLiteral(bits: bits, isDecimal: true, isCharacter: true)), from: start)
    }

    private mutating func lexQuoted(by quote: UInt8) throws(Diagnostic) -> [UInt8] {
        let start = position
        let isString = quote == UInt8(ascii: "\"")
        var value: [UInt8] = []
        position += 1
        while let byte = peek(), byte != quote {
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\\") && peek(1) == UInt8(ascii: "\n")) {
                let range = SourceRange(start, position)
                throw isString ? .newlineInString(at: range) : .newlineInCharacter(at: range)
            }
            position += 1
            if byte == UInt8(ascii: "\\") { lexEscape(into: &value) } else { value.append(byte) }
        }
        guard peek() != nil else { throw .unterminatedString(at: SourceRange(start, position)) }
        position += 1
        return value
    }

    /// The rest of the text with its escapes resolved.
    mutating func lexEscapes() -> [UInt8] {
        var value: [UInt8] = []
        while let byte = peek() {
            position += 1
            if byte == UInt8(ascii: "\\") { lexEscape(into: &value) } else { value.append(byte) }
        }
        return value
    }

    /// What follows a backslash (DTrace guide, table of character escape sequences).
    private mutating func lexEscape(into value: inout [UInt8]) {
        guard let byte = peek() else { return }
        position += 1
        switch byte {
        case UInt8(ascii: "a"): value.append(0x07)
        case UInt8(ascii: "b"): value.append(0x08)
        case UInt8(ascii: "f"): value.append(0x0c)
        case UInt8(ascii: "n"): value.append(0x0a)
        case UInt8(ascii: "r"): value.append(0x0d)
        case UInt8(ascii: "t"): value.append(0x09)
        case UInt8(ascii: "v"): value.append(0x0b)
        case UInt8(ascii: "x"): value.append(lexEscapeDigits(first: 0, radix: 16, count: Int.max))
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            value.append(lexEscapeDigits(first: Int(byte) - 0x30, radix: 8, count: 2))
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "?"): value.append(byte)
        default: value += [UInt8(ascii: "\\"), byte]
        }
    }

    private mutating func lexEscapeDigits(first: Int, radix: Int, count: Int) -> UInt8 {
        var value = first
        var left = count
        while left > 0, let digit = peek()?.digitValue, digit < radix {
            value = (value &* radix &+ digit) & 0xffff
            position += 1
            left -= 1
        }
        return UInt8(truncatingIfNeeded: value)
    }
}
