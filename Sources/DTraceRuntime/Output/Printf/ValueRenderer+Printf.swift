import DCompiler
import DLanguage

extension ValueRenderer {
    /// Adds the text of a format and its arguments, taken from `data` in order.
    func append(
        _ format: PreparedFormat, arguments: [RecordField], in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        var next = 0
        for piece in format.pieces {
            switch piece {
            case .literal(let bytes): output.append(contentsOf: bytes)
            case .conversion(let conversion):
                let resolved = try resolve(conversion, arguments: arguments, next: &next, in: data)
                guard next < arguments.count else {
                    throw MalformedData("a format has more conversions than arguments")
                }
                try append(resolved, arguments[next], in: data, to: &output)
                next += 1
            }
        }
    }

    /// Reads the `*` arguments of a conversion.
    func resolve(
        _ conversion: PreparedConversion, arguments: [RecordField], next: inout Int, in data: RawSpan
    ) throws(MalformedData) -> ResolvedConversion {
        let width = try extent(conversion.width, arguments: arguments, next: &next, in: data)
        let precision = try extent(conversion.precision, arguments: arguments, next: &next, in: data)
        return ResolvedConversion(
            character: conversion.character, flags: conversion.flags, width: width ?? 0, precision: precision)
    }

    private func extent(
        _ extent: PrintfFormat.Conversion.Extent?, arguments: [RecordField], next: inout Int, in data: RawSpan
    ) throws(MalformedData) -> Int64? {
        switch extent {
        case nil: return nil
        case .constant(let value): return Int64(value)
        case .argument:
            guard next < arguments.count, let scalar = try scalar(arguments[next], in: data) else {
                throw MalformedData("a format takes a width or precision from an argument that is not there")
            }
            next += 1
            return Int64(Int32(truncatingIfNeeded: scalar.bits))
        }
    }

    /// Adds one argument by its conversion.
    func append(
        _ conversion: ResolvedConversion, _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let start = output.count
        switch conversion.character {
        case UInt8(ascii: "k"):
            // The width of a left-aligned stack indents it; any other is that of each frame's column.
            let isLeft = conversion.flags.contains(.left)
            try appendStack(
                field, indent: isLeft ? conversion.width : 0, column: isLeft ? 0 : conversion.width, in: data,
                to: &output)
            return
        case UInt8(ascii: "s"), UInt8(ascii: "S"):
            try appendString(conversion, field, in: data, to: &output)
        case UInt8(ascii: "a"), UInt8(ascii: "A"):
            try appendAddress(conversion, field, in: data, to: &output)
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "F"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            try appendFloat(conversion, field, in: data, to: &output)
            return
        default:
            guard let scalar = try scalar(field, in: data) else {
                try appendString(conversion, field, in: data, to: &output)
                break
            }
            append(conversion, scalar, to: &output)
            return
        }
        output.justify(from: start, width: conversion.width, left: conversion.flags.contains(.left))
    }

    /// Adds a number by a conversion that takes one.
    func append(_ conversion: ResolvedConversion, _ scalar: Scalar, to output: inout OutputBuffer) {
        let start = output.count
        switch conversion.character {
        case UInt8(ascii: "x"), UInt8(ascii: "X"), UInt8(ascii: "p"):
            output.append(
                magnitude: scalar.truncated, isNegative: false, style: conversion.style(.hexadecimal))
            return
        case UInt8(ascii: "o"):
            output.append(magnitude: scalar.truncated, isNegative: false, style: conversion.style(.octal))
            return
        case UInt8(ascii: "u"):
            var style = conversion.style(.decimal)
            style.flags.subtract([.plus, .space])
            output.append(magnitude: scalar.truncated, isNegative: false, style: style)
            return
        case UInt8(ascii: "c"): output.append(byte: UInt8(truncatingIfNeeded: scalar.bits))
        case UInt8(ascii: "C"): output.append(escaped: UInt8(truncatingIfNeeded: scalar.bits))
        case UInt8(ascii: "Y"): output.append(dateOf: scalar.bits)
        case UInt8(ascii: "T"): output.append(mailDateOf: scalar.bits)
        default:
            var style = conversion.style(.decimal)
            if !scalar.isSigned { style.flags.subtract([.plus, .space]) }
            output.append(magnitude: scalar.magnitude, isNegative: scalar.isNegative, style: style)
            return
        }
        output.justify(from: start, width: conversion.width, left: conversion.flags.contains(.left))
    }
}
