import DCompiler
import DLanguage
import SystemInfo

extension ValueRenderer {
    /// `%s` and `%S`: strings, character arrays, and what symbols and stacks show.
    func appendString(
        _ conversion: ResolvedConversion, _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let start = output.count
        switch field.type.resolved {
        case .symbol: try appendSymbol(field, in: data, to: &output)
        case .stack: try appendStack(field, indent: options.stackIndent, in: data, to: &output)
        default:
            if try appendText(field, in: data, to: &output) { break }
            guard try appendWideText(field, in: data, to: &output) else {
                guard let scalar = try scalar(field, in: data) else {
                    throw MalformedData("a format shows a string, but the field holds none")
                }
                output.append(magnitude: scalar.magnitude, isNegative: scalar.isNegative, style: NumberStyle())
                return
            }
        }
        if conversion.character == UInt8(ascii: "S") { output.escape(from: start) }
        if let precision = conversion.precision { output.truncate(to: min(output.count, start + precision)) }
    }

    /// `%ls`: 32-bit characters up to the first 0; false for a field of another kind.
    private func appendWideText(
        _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) -> Bool {
        guard case .array(let element, let count) = field.type.resolved, size(of: element) == 4 else { return false }
        let range = try range(of: field, in: data)
        for index in 0..<min(count, range.count / 4) {
            let character = data.integer(at: range.lowerBound + 4 * index, as: UInt32.self) ?? 0
            if character == 0 { break }
            output.append(String(Unicode.Scalar(character) ?? "\u{fffd}"))
        }
        return true
    }

    /// `%a` and `%A`: an address as a symbol of the kernel or of a process.
    func appendAddress(
        _ conversion: ResolvedConversion, _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        switch field.type.resolved {
        case .symbol: try appendSymbol(field, in: data, to: &output)
        case .stack: try appendStack(field, indent: options.stackIndent, in: data, to: &output)
        default:
            guard let scalar = try scalar(field, in: data) else {
                throw MalformedData("a format shows an address, but the field holds none")
            }
            if conversion.character == UInt8(ascii: "A") {
                appendUserAddress(scalar.truncated, process: 0, to: &output)
            } else {
                appendKernelAddress(scalar.truncated, to: &output)
            }
        }
    }

    /// `%e`, `%f`, `%g`: floating-point bytes; an integer is converted by its value.
    func appendFloat(
        _ conversion: ResolvedConversion, _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let offset = try range(of: field, in: data).lowerBound
        switch (field.type.resolved, field.size) {
        case (.float, 4):
            append(Double(Float(bitPattern: data.integer(at: offset) ?? 0)), conversion, to: &output)
        case (.float, 8):
            append(Double(bitPattern: data.integer(at: offset) ?? 0), conversion, to: &output)
        default:
            guard let scalar = try scalar(field, in: data) else {
                throw MalformedData("a format shows a floating-point number, but the field holds none")
            }
            append(float: scalar, conversion, to: &output)
        }
    }

    /// Adds an integer by a floating-point conversion.
    func append(float scalar: Scalar, _ conversion: ResolvedConversion, to output: inout OutputBuffer) {
        append(scalar.isSigned ? Double(scalar.signed) : Double(scalar.bits), conversion, to: &output)
    }

    private func append(_ value: Double, _ conversion: ResolvedConversion, to output: inout OutputBuffer) {
        output.withBytes {
            FloatText.append(
                value, conversion: conversion.character, flags: conversion.flags.characters, width: conversion.width,
                precision: conversion.precision, to: &$0)
        }
    }
}

extension OutputBuffer {
    /// `%Y`: nanoseconds since 1970 as `1973 Dec  3 17:20:00` in local time.
    mutating func append(dateOf nanoseconds: UInt64) {
        guard let time = LocalTime(secondsSinceEpoch: Int64(nanoseconds / 1_000_000_000)) else { return }
        append(time.year)
        append(byte: 0x20)
        append(LocalTime.monthNames[time.month % 12])
        append(time.day, width: 3)
        append(byte: 0x20)
        append(clock: time)
    }

    /// `%T`: nanoseconds since 1970 as a mail header has them, `Mon, 03 Dec 1973 17:20:00 UTC`, in local time.
    mutating func append(mailDateOf nanoseconds: UInt64) {
        guard let time = LocalTime(secondsSinceEpoch: Int64(nanoseconds / 1_000_000_000)) else { return }
        append(LocalTime.weekdayNames[time.weekday % 7])
        append(", " as StaticString)
        append(twoDigits: time.day)
        append(byte: 0x20)
        append(LocalTime.monthNames[time.month % 12])
        append(byte: 0x20)
        append(time.year)
        append(byte: 0x20)
        append(clock: time)
        append(byte: 0x20)
        append(time.zone)
    }

    private mutating func append(clock time: LocalTime) {
        append(twoDigits: time.hour)
        append(byte: 0x3a)
        append(twoDigits: time.minute)
        append(byte: 0x3a)
        append(twoDigits: time.second)
    }

    private mutating func append(twoDigits value: Int) {
        append(byte: 0x30 + UInt8(value / 10 % 10))
        append(byte: 0x30 + UInt8(value % 10))
    }

    /// Adds a byte as it would be written in a string of the D language.
    mutating func append(escaped byte: UInt8) {
        let letter: Character? =
            switch byte {
            case 0: "0"
            case 7: "a"
            case 8: "b"
            case 9: "t"
            case 10: "n"
            case 11: "v"
            case 12: "f"
            case 13: "r"
            case UInt8(ascii: "\""): "\""
            case UInt8(ascii: "\\"): "\\"
            default: nil
            }
        if let letter = letter?.asciiValue {
            append(byte: 0x5c)
            append(byte: letter)
        } else if (0x20...0x7e).contains(byte) {
            append(byte: byte)
        } else {
            append(byte: 0x5c)
            append(byte: 0x30 + (byte >> 6))
            append(byte: 0x30 + (byte >> 3 & 7))
            append(byte: 0x30 + (byte & 7))
        }
    }

    /// Escapes everything that was added after the first `start` bytes.
    mutating func escape(from start: Int) {
        let raw = Array(bytes[min(start, count)...])
        truncate(to: start)
        for byte in raw { append(escaped: byte) }
    }
}
