/// Splits a format string into text and conversions.
struct PrintfParser {
    private let bytes: [UInt8]
    private let name: String
    private let site: SourceRange
    private var position = 0
    private var count = 0
    private var literal: [UInt8] = []
    private var pieces: [PrintfFormat.Piece] = []

    /// `name` is the action, for messages.
    static func parse(_ bytes: [UInt8], name: String, at site: SourceRange) throws(Diagnostic) -> PrintfFormat {
        var parser = PrintfParser(bytes: bytes, name: name, site: site)
        return try parser.run()
    }

    private init(bytes: [UInt8], name: String, site: SourceRange) {
        self.bytes = bytes
        self.name = name
        self.site = site
    }

    private static let percent = UInt8(ascii: "%")
    private static let flagBytes = Set("#0-+ '".utf8)
    private static let characters = Set("aAcCdeEfgGikopsSTuxXY".utf8)

    private mutating func run() throws(Diagnostic) -> PrintfFormat {
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte != Self.percent {
                literal.append(byte)
            } else if position < bytes.count, bytes[position] == Self.percent {
                position += 1
                literal.append(Self.percent)
            } else {
                try parseConversion()
            }
        }
        flush()
        return PrintfFormat(pieces: pieces)
    }

    private mutating func flush() {
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = []
    }

    /// Flags, `@`, and `?`, which stands for the width of a pointer in hexadecimal.
    private mutating func parseFlags(of conversion: inout PrintfFormat.Conversion) {
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "@"): conversion.isAggregation = true
            case UInt8(ascii: "?"): conversion.width = .constant(16)
            case _ where Self.flagBytes.contains(byte): conversion.insert(flag: byte)
            default: return
            }
            position += 1
        }
    }

    private mutating func parseConversion() throws(Diagnostic) {
        count += 1
        var conversion = PrintfFormat.Conversion(character: 0)
        parseFlags(of: &conversion)
        conversion.width = try parseExtent() ?? conversion.width
        // `@` may also stand after the width.
        parseFlags(of: &conversion)
        if peek == UInt8(ascii: ".") {
            position += 1
            conversion.precision = try parseExtent() ?? .constant(0)
        }
        var size: [UInt8] = []
        while let byte = peek,
            [UInt8(ascii: "h"), UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "w")].contains(byte),
            size.count < 2
        {
            size.append(byte)
            position += 1
        }
        conversion.size = String(source: size)
        guard let character = peek else { throw .formatEnd(name, count, at: site) }
        position += 1
        guard Self.characters.contains(character), Self.sizes(of: character).contains(conversion.size) else {
            throw .formatConversion(name, count, conversion.size + String(source: [character]), at: site)
        }
        conversion.character = character
        flush()
        pieces.append(.conversion(conversion))
    }

    /// The size prefixes that a conversion takes (DTrace guide, output formatting).
    private static func sizes(of character: UInt8) -> [String] {
        switch Character(Unicode.Scalar(character)) {
        case "d", "i", "o", "u", "x", "X": ["", "hh", "h", "l", "ll"]
        case "e", "E", "f", "g", "G": ["", "l", "L"]
        case "c", "s": ["", "l", "w"]
        default: [""]
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func parseExtent() throws(Diagnostic) -> PrintfFormat.Conversion.Extent? {
        if peek == UInt8(ascii: "*") {
            position += 1
            return .argument
        }
        var value: Int?
        while let byte = peek, byte.isDigit {
            let next = (value ?? 0) * 10 + Int(byte - 0x30)
            guard next <= Int(Int16.max) else { throw .formatExtent(name, count, at: site) }
            value = next
            position += 1
        }
        return value.map { .constant($0) }
    }
}

extension PrintfFormat.Conversion {
    /// Adds a flag; of `-` and `0` the later one counts.
    fileprivate mutating func insert(flag: UInt8) {
        let minus = UInt8(ascii: "-")
        let zero = UInt8(ascii: "0")
        if flag == minus { flags.remove(zero) }
        if flag == zero { flags.remove(minus) }
        flags.insert(flag)
    }
}
