import DCompiler
import DLanguage
import SystemInfo

/// A format string with the fields of a record or key that it shows, made ready for fast use.
final class PreparedFormat: Sendable {
    let steps: [FormatStep]
    /// The format's own text: what `FormatStep.literal` counts.
    let literals: [[UInt8]]
    /// What `FormatStep.conversion` counts.
    let conversions: [FieldConversion]
    /// The most bytes it makes, when it is made of its own text and of plain numbers: they are written in one go then.
    let plainRoom: Int?

    /// - Parameter fields: What conversions take in order, widths and precisions given as `*` first.
    init(_ format: PrintfFormat, _ fields: [RecordField]) {
        var steps: [FormatStep] = []
        var literals: [[UInt8]] = []
        var conversions: [FieldConversion] = []
        var rest = fields[...]
        for piece in format.pieces {
            switch piece {
            case .literal(let bytes):
                steps.append(bytes.count == 1 ? .byte(bytes[0]) : .literal(literals.count))
                if bytes.count != 1 { literals.append(bytes) }
            case .conversion(let conversion):
                let prepared = PreparedConversion(conversion)
                let taken = Array(rest.prefix(prepared.argumentCount))
                rest = rest.dropFirst(taken.count)
                if taken.count == 1, let step = FormatStep(prepared, taken[0]) {
                    steps.append(step)
                } else {
                    steps.append(.conversion(conversions.count))
                    conversions.append(FieldConversion(conversion: prepared, fields: taken))
                }
            }
        }
        self.steps = steps
        self.literals = literals
        self.conversions = conversions
        plainRoom = Self.plainRoom(steps, literals)
    }
}

/// A conversion with the fields it takes: those of `*` before its own.
struct FieldConversion: Sendable {
    var conversion: PreparedConversion
    var fields: [RecordField]
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

    /// The fields it takes: `%@` shows an aggregation's value, which is none.
    var argumentCount: Int {
        [width, precision].count { $0 == .argument } + (isAggregation ? 0 : 1)
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

    /// The style of an integer, and whether it is written with its sign; nil for conversions that show something else.
    var integerStyle: (style: NumberStyle, keepsSign: Bool)? {
        switch character {
        case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "p"): (style(.hexadecimal), false)
        case UInt8(ascii: "o"): (style(.octal), false)
        case UInt8(ascii: "u"): (style(.decimal), false)
        case UInt8(ascii: "c"), UInt8(ascii: "C"), UInt8(ascii: "Y"), UInt8(ascii: "T"): nil
        default: (style(.decimal), true)
        }
    }

    private func style(_ base: NumberStyle.Base) -> NumberStyle {
        NumberStyle(base: base, isUppercase: character == 0x58, flags: flags, width: width, precision: precision)
    }
}
