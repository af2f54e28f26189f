import DCompiler
import DLanguage
import SystemInfo

/// A key made ready for being told apart from others.
enum KeyPart: Sendable {
    /// A number, read without its sign.
    case number(NumberField)
    case other(RecordField)

    init(_ field: RecordField) {
        self =
            NumberField(field).map { .number(NumberField(offset: $0.offset, bytes: $0.bytes, isSigned: false)) }
            ?? .other(field)
    }

    var isNumber: Bool {
        if case .number = self { true } else { false }
    }
}

extension ValueRenderer {
    /// Adds the bytes by which keys are told apart and sorted: two keys that show the same have the same bytes, and the order
    /// of the bytes is the order of the keys.
    ///
    /// Integers are turned to begin with their highest byte, and negative ones come last as DTrace has it; strings end at their zero byte; parts
    /// of probe names are resolved; symbols are reduced to what they show. `first` is the key that is compared first, the
    /// others follow it around.
    func append(
        identityOf keys: [KeyPart], in data: RawSpan, first: Int = 0, to identity: inout [UInt8]
    ) throws(MalformedData) {
        for index in keys.indices {
            switch keys[(index + first) % keys.count] {
            case .number(let field): identity.append(bigEndian: try field.bits(in: data))
            case .other(let field): try append(identityOf: field, in: data, to: &identity)
            }
        }
    }

    private func append(
        identityOf field: RecordField, in data: RawSpan, to identity: inout [UInt8]
    ) throws(MalformedData) {
        let range = try range(of: field, in: data)
        if let part = field.probePart {
            identity.append(utf8: try probeText(part, at: range.lowerBound, in: data))
            identity.append(0)
            return
        }
        switch field.type.resolved {
        case .string:
            identity.append(data, in: range.lowerBound..<data.endOfString(in: range))
            identity.append(0)
        case .symbol:
            var text = OutputBuffer(capacity: 0)
            try appendSymbol(field, in: data, to: &text)
            identity.append(contentsOf: text.bytes)
            identity.append(0)
        case .stack: Self.append(wordsOf: range, in: data, to: &identity)
        default: identity.append(data, in: range)
        }
    }

    /// A stack: its process and program counters up to the first 0, which ends it.
    private static func append(wordsOf range: Range<Int>, in data: RawSpan, to identity: inout [UInt8]) {
        for offset in stride(from: range.lowerBound, to: range.upperBound - 7, by: 8) {
            let word = data.integer(at: offset, as: UInt64.self) ?? 0
            if word == 0, offset > range.lowerBound { break }
            identity.append(bigEndian: word)
        }
        identity.append(bigEndian: 0)
    }
}
