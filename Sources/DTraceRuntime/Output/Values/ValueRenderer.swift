import DCompiler
import DLanguage
import ProviderAPI
import SystemInfo

/// Data that does not have the layout it should have; the sentence says what is wrong.
public struct MalformedData: Error, Hashable, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}

/// Shows the values of records and aggregation keys: numbers, strings, stacks and symbols.
///
/// It never trusts the bytes: a field outside them or a probe that is not known is `MalformedData`.
final class ValueRenderer {
    /// The description of a probe of this session, nil for a number that is none.
    let probe: (Int) -> ProbeDescription?
    let kernelSymbols: any KernelSymbolSource
    let userSymbols: any UserSymbolSource
    /// The program's aggregate and enumeration types, for print().
    let types: TypeTable
    /// They may change while the session runs.
    var options: OutputOptions

    init(
        probes: @escaping (Int) -> ProbeDescription?, kernelSymbols: any KernelSymbolSource = NoSymbolSource(),
        userSymbols: any UserSymbolSource = NoSymbolSource(), types: TypeTable = TypeTable(),
        options: OutputOptions = OutputOptions()
    ) {
        probe = probes
        self.kernelSymbols = kernelSymbols
        self.userSymbols = userSymbols
        self.types = types
        self.options = options
    }
}

/// A number read from a field.
struct Scalar: Hashable, Sendable {
    /// Extended to 64 bits by its sign.
    var bits: UInt64
    var bytes: Int
    var isSigned: Bool

    var signed: Int64 { Int64(bitPattern: bits) }
    var isNegative: Bool { isSigned && signed < 0 }
    var magnitude: UInt64 { isSigned ? signed.magnitude : bits }

    /// The bits of the value's own size, for unsigned conversions of signed values.
    var truncated: UInt64 { bytes >= 8 ? bits : bits & ((1 << UInt64(bytes * 8)) - 1) }

    /// The value divided by a normalization factor, which is never 0.
    func normalized(by factor: UInt64) -> Scalar {
        guard factor > 1 else { return self }
        var result = self
        result.bits =
            isSigned
            ? UInt64(bitPattern: signed.dividedReportingOverflow(by: Int64(bitPattern: factor)).partialValue)
            : bits / factor
        return result
    }
}

extension ValueRenderer {
    /// The bytes of a field, checked to lie in the data.
    func range(of field: RecordField, in data: RawSpan) throws(MalformedData) -> Range<Int> {
        guard field.offset >= 0, field.size >= 0, field.offset <= data.byteCount - field.size else {
            throw MalformedData(
                "a field of \(field.size) bytes at \(field.offset) lies outside \(data.byteCount) bytes of data")
        }
        return field.offset..<(field.offset + field.size)
    }

    /// Reads a number, or nil for a field of another kind.
    func scalar(_ field: RecordField, in data: RawSpan) throws(MalformedData) -> Scalar? {
        guard let isSigned = field.type.sign else { return nil }
        let offset = try range(of: field, in: data).lowerBound
        guard let bits = Self.bits(at: offset, bytes: field.size, isSigned: isSigned, in: data) else { return nil }
        return Scalar(bits: bits, bytes: field.size, isSigned: isSigned)
    }

    /// Reads 1, 2, 4 or 8 bytes, extended by the sign.
    static func bits(at offset: Int, bytes: Int, isSigned: Bool, in data: RawSpan) -> UInt64? {
        switch (bytes, isSigned) {
        case (1, false): data.integer(at: offset, as: UInt8.self).map { UInt64($0) }
        case (1, true): data.integer(at: offset, as: Int8.self).map { UInt64(bitPattern: Int64($0)) }
        case (2, false): data.integer(at: offset, as: UInt16.self).map { UInt64($0) }
        case (2, true): data.integer(at: offset, as: Int16.self).map { UInt64(bitPattern: Int64($0)) }
        case (4, false): data.integer(at: offset, as: UInt32.self).map { UInt64($0) }
        case (4, true): data.integer(at: offset, as: Int32.self).map { UInt64(bitPattern: Int64($0)) }
        case (8, _): data.integer(at: offset, as: UInt64.self)
        default: nil
        }
    }

    /// Adds the text of a string, a character array or a part of a probe's name; false for a field of another kind.
    func appendText(
        _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) -> Bool {
        let range = try range(of: field, in: data)
        if let part = field.probePart {
            output.append(try probeText(part, at: range.lowerBound, in: data))
            return true
        }
        switch field.type.resolved {
        case .string: break
        case .array(let element, _):
            guard case .integer(let type) = element.resolved, type.bytes == 1 else { return false }
        default: return false
        }
        output.append(data, in: range.lowerBound..<data.endOfString(in: range))
        return true
    }

    /// The part of a probe's description that a probe id in the data stands for.
    func probeText(_ part: BuiltinVariable, at offset: Int, in data: RawSpan) throws(MalformedData) -> String {
        guard let id = data.integer(at: offset, as: UInt32.self), let probe = probe(Int(id)) else {
            throw MalformedData("the data names a probe that this session does not have")
        }
        switch part {
        case .probeprov: return probe.provider
        case .probemod: return probe.module
        case .probefunc: return probe.function
        case .probename: return probe.name
        default: throw MalformedData("the layout asks for \(part.rawValue) of a probe")
        }
    }
}
