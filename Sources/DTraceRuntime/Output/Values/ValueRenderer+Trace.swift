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
        if !options.showsRawBytes, let value = TracedValue(field) {
            try output.append(value, isQuiet: options.isQuiet, in: data)
        } else if !options.showsRawBytes, let number = numberOfBytes(field, at: range, in: data) {
            append(traced: number, to: &output)
        } else if field.isBytes || options.showsRawBytes && field.probePart == nil {
            appendBytes(range, column: options.isQuiet ? nil : 33, in: data, to: &output)
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
            style.width = TracedValue.column(bytes: scalar.bytes, isSigned: scalar.isSigned)
        }
        output.append(magnitude: scalar.magnitude, isNegative: scalar.isNegative, style: style)
    }
}
