import DCompiler
import DLanguage
import SystemInfo

/// A key of an aggregation as the default format shows it.
enum KeyColumn: Sendable {
    /// A number in a column of so many bytes.
    case number(NumberField, width: Int)
    case other(RecordField)

    init(_ field: RecordField) {
        guard var number = NumberField(field) else {
            self = .other(field)
            return
        }
        // The guide's %d and %lld are signed, but C passes shorter integers as they are.
        if number.bytes >= 4 { number.isSigned = true }
        let width =
            switch number.bytes {
            case 1: 3
            case 2: 5
            case 4: 8
            default: 16
            }
        self = .number(number, width: width)
    }
}

extension ValueRenderer {
    /// Adds a key of an aggregation in its column, after a blank.
    func append(_ column: KeyColumn, in data: RawSpan, to output: inout OutputBuffer) throws(MalformedData) {
        switch column {
        case .number(let field, let width):
            output.append(byte: 0x20)
            try output.append(field, style: NumberStyle(width: width), in: data)
        case .other(let field): try append(key: field, in: data, to: &output)
        }
    }

    private func append(
        key field: RecordField, in data: RawSpan, to output: inout OutputBuffer
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
            try appendColumn(50, to: &output) { renderer, output throws(MalformedData) in
                _ = try renderer.appendText(field, in: data, to: &output)
            }
        }
    }
}
