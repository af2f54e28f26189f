/// Text that is not a JSON value, or one that this library does not take.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The byte at which the problem was found, counted from 0.
    package var offset: Int
    package var problem: String

    /// `byte 12: ...`.
    package var description: String { "byte \(offset): \(problem)" }
}

extension JSON {
    /// How deep arrays and objects may lie in each other.
    package static let greatestDepth = 64

    /// Reads one value from UTF-8 text; nothing but blanks may follow it.
    ///
    /// Stricter than RFC 8259 asks: fractions and exponents, names given twice, numbers beyond 64 bits and values
    /// nested deeper than `greatestDepth` are errors.
    package init(parsing text: [UInt8]) throws(JSONError) {
        var parser = JSONParser(text: text)
        self = try parser.value(depth: 0)
        parser.skipBlanks()
        if parser.position < text.count { throw parser.error("something follows the value") }
    }
}

private struct JSONParser {
    let text: [UInt8]
    var position = 0

    init(text: [UInt8]) { self.text = text }

    func error(_ problem: String) -> JSONError { JSONError(offset: position, problem: problem) }

    private var next: UInt8? { position < text.count ? text[position] : nil }

    mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.greatestDepth else { throw error("values are nested deeper than \(JSON.greatestDepth)") }
        skipBlanks()
        guard let byte = next else { throw error("the value is missing") }
        switch byte {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error("no value begins so")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        let bytes = Array("\(word)".utf8)
        guard text[position...].starts(with: bytes) else { throw error("no value begins so") }
        position += bytes.count
        return value
    }

    private mutating func number() throws(JSONError) -> JSON {
        let start = position
        let isNegative = take(UInt8(ascii: "-"))
        let digits = position
        var magnitude: Int128 = 0
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            // 20 digits say every number of 64 bits.
            guard position - digits < 20 else { throw error("the number has more than 64 bits") }
            magnitude = magnitude * 10 + Int128(byte - UInt8(ascii: "0"))
            position += 1
        }
        guard position > digits else { throw error("a digit is missing") }
        guard text[digits] != UInt8(ascii: "0") || position == digits + 1 else {
            throw JSONError(offset: start, problem: "the number begins with a zero")
        }
        if next == UInt8(ascii: ".") || next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
            throw error("only whole numbers are understood")
        }
        let value = isNegative ? -magnitude : magnitude
        guard value >= Int128(Int64.min), value <= Int128(UInt64.max) else {
            throw JSONError(offset: start, problem: "the number has more than 64 bits")
        }
        return .integer(value)
    }

    private mutating func array(depth: Int) throws(JSONError) -> JSON {
        position += 1
        var elements: [JSON] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array([]) }
        while true {
            elements.append(try value(depth: depth + 1))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw error("`,` or `]` is missing") }
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> JSON {
        position += 1
        var members: [JSON.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw error("the name of a member is missing") }
            let start = position
            let name = try string()
            guard names.insert(name).inserted else {
                throw JSONError(offset: start, problem: "the name \"\(name)\" is there twice")
            }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw error("`:` is missing") }
            members.append(JSON.Member(name, try value(depth: depth + 1)))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw error("`,` or `}` is missing") }
        }
    }

    // MARK: Strings

    private mutating func string() throws(JSONError) -> String {
        let start = position
        position += 1
        var bytes: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw JSONError(offset: start, problem: "the string is not UTF-8")
                }
                return text
            case UInt8(ascii: "\\"): try escape(into: &bytes)
            case 0..<0x20: throw JSONError(offset: position - 1, problem: "control characters are written as \\u00XX")
            default: bytes.append(byte)
            }
        }
        throw JSONError(offset: start, problem: "the string does not end")
    }

    private mutating func escape(into bytes: inout [UInt8]) throws(JSONError) {
        guard let byte = next else { throw error("the string does not end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(byte)
        case UInt8(ascii: "b"): bytes.append(0x08)
        case UInt8(ascii: "f"): bytes.append(0x0c)
        case UInt8(ascii: "n"): bytes.append(0x0a)
        case UInt8(ascii: "r"): bytes.append(0x0d)
        case UInt8(ascii: "t"): bytes.append(0x09)
        case UInt8(ascii: "u"): bytes.append(contentsOf: String(Character(try scalar())).utf8)
        default: throw error("no escape begins so")
        }
    }

    /// The digits behind `\u`, and those of the second half of a surrogate pair.
    private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
        let first = try hexadecimal()
        var value = UInt32(first)
        if (0xd800..<0xdc00).contains(first) {
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw error("half of a character is missing")
            }
            let second = try hexadecimal()
            guard (0xdc00..<0xe000).contains(second) else { throw error("half of a character is missing") }
            value = 0x10000 + (UInt32(first) - 0xd800) << 10 + (UInt32(second) - 0xdc00)
        }
        guard let scalar = Unicode.Scalar(value) else { throw error("half of a character is missing") }
        return scalar
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt16 {
        let digits = text[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let value = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw error("four hexadecimal digits are missing") }
        position += 4
        return value
    }
}
