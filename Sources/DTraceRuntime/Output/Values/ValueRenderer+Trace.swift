import DCompiler
import DLanguage

extension ValueRenderer {
    /// Adds a value as trace() and the symbolic actions show it.
    func appendTraced(
        _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        let range = try range(of: field, in: data)
        switch field.type.resolved {
        case .stack:
            try appendStack(field, indent: options.stackIndent, in: data, to: &output)
            return
        case .symbol:
            try appendColumn(50, to: &output) { renderer, output throws(MalformedData) in
                try renderer.appendSymbol(field, in: data, to: &output)
            }
            return
        default: break
        }
        if !options.showsRawBytes, let number = numberOfBytes(field, at: range, in: data) {
            append(traced: number, to: &output)
        } else if field.isBytes || options.showsRawBytes && field.probePart == nil {
            appendBytes(range, column: options.isQuiet ? nil : 33, in: data, to: &output)
        } else if let scalar = try scalar(field, in: data), field.probePart == nil {
            append(traced: scalar, to: &output)
        } else if options.isQuiet {
            _ = try appendText(field, in: data, to: &output)
        } else {
            try appendColumn(33, to: &output) { renderer, output throws(MalformedData) in
                _ = try renderer.appendText(field, in: data, to: &output)
            }
        }
    }

    /// Two blanks, then left-aligned text in a column.
    func appendColumn(
        _ width: Int, to output: inout OutputBuffer,
        _ body: (ValueRenderer, inout OutputBuffer) throws(MalformedData) -> Void
    ) throws(MalformedData) {
        output.append("  " as StaticString)
        let start = output.count
        try body(self, &output)
        output.justify(from: start, width: width, left: true)
    }

    private func append(traced scalar: Scalar, to output: inout OutputBuffer) {
        var style = NumberStyle()
        if !options.isQuiet {
            output.append(byte: 0x20)
            style.width =
                switch scalar.bytes {
                case 1: 3
                case 2: 5
                case 4: 10
                default: scalar.isSigned ? 19 : 20
                }
        }
        output.append(magnitude: scalar.magnitude, isNegative: scalar.isNegative, style: style)
    }

    /// Adds a key of an aggregation as the default format shows it: in its column, after a blank.
    func appendKey(
        _ field: RecordField, in data: RawSpan, to output: inout OutputBuffer
    ) throws(MalformedData) {
        switch field.type.resolved {
        case .stack:
            try appendStack(field, indent: options.stackIndent, in: data, to: &output)
        case .symbol:
            try appendColumn(50, to: &output) { renderer, output throws(MalformedData) in
                try renderer.appendSymbol(field, in: data, to: &output)
            }
        case _ where field.isBytes: appendBytes(try range(of: field, in: data), column: 50, in: data, to: &output)
        default:
            guard field.probePart == nil, let scalar = try scalar(field, in: data) else {
                try appendColumn(50, to: &output) { renderer, output throws(MalformedData) in
                    _ = try renderer.appendText(field, in: data, to: &output)
                }
                return
            }
            let width =
                switch scalar.bytes {
                case 1: 3
                case 2: 5
                case 4: 8
                default: 16
                }
            output.append(byte: 0x20)
            // %d and %lld are signed, but C passes shorter integers as they are.
            let keepsSign = scalar.isSigned || scalar.bytes >= 4
            let shift = keepsSign ? UInt64(max(0, 64 - scalar.bytes * 8)) : 0
            output.append(Int64(bitPattern: scalar.bits << shift) >> Int64(shift), width: width)
        }
    }
}
