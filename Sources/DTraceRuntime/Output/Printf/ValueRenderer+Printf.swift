import DCompiler
import DLanguage

extension ValueRenderer {
    /// Adds the text of a format and its fields of `data`.
    func append(
        _ format: PreparedFormat, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        try append(format, in: data, to: &output) {
            (conversion, _, _) throws(MalformedData) in
            throw MalformedData("a format shows an aggregation by %\(Unicode.Scalar(conversion.character))")
        }
    }

    /// The same, where `aggregation` shows what `%@` stands for.
    func append(
        _ format: PreparedFormat, in data: RawSpan, to output: inout OutputBuffer,
        aggregation: (ResolvedConversion, Int, inout OutputBuffer) throws(MalformedData) -> Void
    ) throws(MalformedData) {
        if try format.append(plain: data, to: &output) { return }
        var shown = 0
        for step in format.steps {
            switch step {
            case .byte(let byte): output.append(byte: byte)
            case .literal(let index): output.append(contentsOf: format.literals[index])
            case .number(let field, let style): try output.append(field, style: style, in: data)
            case .text(let offset, let size, let width, let isLeft):
                try output.append(textAt: offset, size: size, width: width, isLeft: isLeft, in: data)
            case .conversion(let index):
                let isAggregation = format.conversions[index].conversion.isAggregation
                let (resolved, field) = try resolve(format.conversions[index], in: data)
                if isAggregation {
                    try aggregation(resolved, shown, &output)
                    shown += 1
                } else if let field {
                    try append(resolved, field, in: data, to: &output)
                } else {
                    throw MalformedData("a format has more conversions than arguments")
                }
            }
        }
    }

    /// Reads the `*` arguments of a conversion; gives the field that it shows, if there is one.
    private func resolve(
        _ conversion: FieldConversion, in data: RawSpan
    ) throws(MalformedData) -> (ResolvedConversion, RecordField?) {
        var next = 0
        let prepared = conversion.conversion
        let width = try extent(prepared.width, arguments: conversion.fields, next: &next, in: data)
        let precision = try extent(prepared.precision, arguments: conversion.fields, next: &next, in: data)
        let resolved = ResolvedConversion(
            character: prepared.character, flags: prepared.flags, width: width ?? 0, precision: precision)
        return (resolved, next < conversion.fields.count ? conversion.fields[next] : nil)
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
    private func append(
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
        if let (style, keepsSign) = conversion.integerStyle {
            let isSigned = scalar.isSigned && keepsSign
            output.append(
                magnitude: keepsSign ? scalar.magnitude : scalar.truncated, isNegative: isSigned && scalar.isNegative,
                style: isSigned ? style : style.withoutSign)
            return
        }
        let start = output.count
        switch conversion.character {
        case UInt8(ascii: "c"): output.append(byte: UInt8(truncatingIfNeeded: scalar.bits))
        case UInt8(ascii: "C"): output.append(escaped: UInt8(truncatingIfNeeded: scalar.bits))
        case UInt8(ascii: "Y"): output.append(dateOf: scalar.bits)
        default: output.append(mailDateOf: scalar.bits)
        }
        output.justify(from: start, width: conversion.width, left: conversion.flags.contains(.left))
    }
}
