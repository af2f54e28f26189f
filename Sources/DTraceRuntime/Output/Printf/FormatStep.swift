import DCompiler
import DLanguage
import SystemInfo

/// One step of a prepared format.
///
/// What most formats are made of is decided once: printing a record then looks at no type and allocates nothing.
enum FormatStep: Sendable {
    case byte(UInt8)
    /// The piece of the format's own text with this index.
    case literal(Int)
    case number(NumberField, NumberStyle)
    /// The bytes of a field up to the first zero, in a column.
    case text(offset: Int, size: Int, width: Int, isLeft: Bool)
    /// What takes a closer look: the conversion with this index.
    case conversion(Int)
}

extension FormatStep {
    /// The step for a conversion and its only argument; nil when that takes a closer look.
    init?(_ conversion: PreparedConversion, _ field: RecordField) {
        guard !conversion.isAggregation, field.probePart == nil,
            let width = Self.constant(conversion.width, else: 0),
            let precision = Self.constant(conversion.precision, else: -1)
        else { return nil }
        let resolved = ResolvedConversion(
            character: conversion.character, flags: conversion.flags, width: width, precision: precision)
        switch conversion.character {
        case UInt8(ascii: "s"): self.init(text: field, resolved)
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "u"), UInt8(ascii: "x"), UInt8(ascii: "X"),
            UInt8(ascii: "p"), UInt8(ascii: "o"):
            guard let (style, keepsSign) = resolved.integerStyle, var number = NumberField(field) else { return nil }
            number.isSigned = number.isSigned && keepsSign
            self = .number(number, number.isSigned ? style : style.withoutSign)
        default: return nil
        }
    }

    private init?(text field: RecordField, _ conversion: ResolvedConversion) {
        switch field.type.resolved {
        case .string: break
        case .array(let element, _):
            guard case .integer(let type) = element.resolved, type.bytes == 1 else { return nil }
        default: return nil
        }
        self = .text(
            offset: field.offset, size: min(field.size, conversion.precision ?? field.size), width: conversion.width,
            isLeft: conversion.flags.contains(.left))
    }

    private static func constant(_ extent: PrintfFormat.Conversion.Extent?, else other: Int64) -> Int64? {
        switch extent {
        case nil: other
        case .constant(let value): Int64(value)
        case .argument: nil
        }
    }
}

/// Where a number lies in a record or key, and how its bytes are read.
struct NumberField: Hashable, Sendable {
    var offset: Int
    /// 1, 2, 4 or 8.
    var bytes: Int
    var isSigned: Bool

    init(offset: Int, bytes: Int, isSigned: Bool) {
        self.offset = offset
        self.bytes = bytes
        self.isSigned = isSigned
    }

    /// Nil for a field that holds no number of its own.
    init?(_ field: RecordField) {
        guard field.probePart == nil, [1, 2, 4, 8].contains(field.size), let isSigned = field.type.sign else {
            return nil
        }
        self.init(offset: field.offset, bytes: field.size, isSigned: isSigned)
    }

    /// Reads the number, extended by its sign.
    func bits(in data: RawSpan) throws(MalformedData) -> UInt64 {
        guard let bits = ValueRenderer.bits(at: offset, bytes: bytes, isSigned: isSigned, in: data) else {
            throw MalformedData(
                "a field of \(bytes) bytes at \(offset) lies outside \(data.byteCount) bytes of data")
        }
        return bits
    }

    /// Reads the number as its distance from 0 and its sign.
    func magnitude(in data: RawSpan) throws(MalformedData) -> (magnitude: UInt64, isNegative: Bool) {
        let bits = try bits(in: data)
        let isNegative = isSigned && Int64(bitPattern: bits) < 0
        return (isNegative ? 0 &- bits : bits, isNegative)
    }
}

extension DType {
    /// Whether numbers of the type have a sign; nil for a type that is none of numbers.
    var sign: Bool? {
        switch resolved {
        case .integer(let type): type.isSigned
        case .enumeration: true
        case .pointer, .function: false
        default: nil
        }
    }
}

extension OutputBuffer {
    /// Adds a number of a record or key.
    mutating func append(
        _ field: NumberField, style: NumberStyle, in data: RawSpan
    ) throws(MalformedData) {
        let (magnitude, isNegative) = try field.magnitude(in: data)
        append(magnitude: magnitude, isNegative: isNegative, style: style)
    }

    /// Adds the bytes of a field up to the first zero, in a column of `width` bytes.
    mutating func append(
        textAt offset: Int, size: Int, width: Int, isLeft: Bool, in data: RawSpan
    ) throws(MalformedData) {
        guard offset >= 0, offset <= data.byteCount - size else {
            throw MalformedData("a field of \(size) bytes at \(offset) lies outside \(data.byteCount) bytes of data")
        }
        let start = count
        append(data, in: offset..<data.endOfString(in: offset..<(offset + size)))
        justify(from: start, width: width, left: isLeft)
    }
}
