import DLanguage

/// A format string made ready for fast use: flags as bits, text as bytes.
struct PreparedFormat: Sendable {
    enum Piece: Sendable {
        case literal([UInt8])
        case conversion(PreparedConversion)
    }

    var pieces: [Piece]

    init(_ format: PrintfFormat) {
        pieces = format.pieces.map { piece in
            switch piece {
            case .literal(let bytes): .literal(bytes)
            case .conversion(let conversion): .conversion(PreparedConversion(conversion))
            }
        }
    }
}

/// One conversion of a format string.
struct PreparedConversion: Sendable {
    var character: UInt8
    var flags: FormatFlags
    var width: PrintfFormat.Conversion.Extent?
    var precision: PrintfFormat.Conversion.Extent?
    var isAggregation: Bool

    init(_ conversion: PrintfFormat.Conversion) {
        character = conversion.character
        width = conversion.width
        precision = conversion.precision
        isAggregation = conversion.isAggregation
        flags = []
        let bits: [(Character, FormatFlags)] = [
            ("#", .alternate), ("0", .zero), ("-", .left), ("+", .plus), (" ", .space), ("'", .grouped),
        ]
        for (flag, bit) in bits where flag.asciiValue.map(conversion.flags.contains) == true { flags.insert(bit) }
    }
}

/// A conversion with its width and precision known.
struct ResolvedConversion: Sendable {
    /// Wider columns than this are cut to it, so that a bad `*` argument cannot fill the memory.
    static let widest = 8192

    var character: UInt8
    var flags: FormatFlags
    var width: Int
    var precision: Int?

    init(character: UInt8, flags: FormatFlags, width: Int64, precision: Int64?) {
        self.character = character
        // A negative width argument is a flag and a width, as in printf(3); DTrace takes a precision of 0 for none.
        self.flags = width < 0 ? flags.union(.left) : flags
        self.width = Int(min(width.magnitude, UInt64(Self.widest)))
        self.precision = precision.flatMap { $0 <= 0 ? nil : Int(min($0, Int64(Self.widest))) }
    }

    /// The style of an integer conversion in a base.
    func style(_ base: NumberStyle.Base) -> NumberStyle {
        NumberStyle(base: base, isUppercase: character == 0x58, flags: flags, width: width, precision: precision)
    }
}
