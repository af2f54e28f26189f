import DCompiler
import DLanguage
import SystemInfo

/// A number or string as trace() shows it.
enum TracedValue: Sendable {
    /// A number, and the column that it has unless the session is quiet.
    case number(NumberField, column: Int)
    case text(offset: Int, size: Int)

    /// Nil for a field whose bytes decide how it is shown.
    init?(_ field: RecordField) {
        if let number = NumberField(field) {
            self = .number(number, column: Self.column(bytes: number.bytes, isSigned: number.isSigned))
        } else if field.probePart == nil, case .string = field.type.resolved {
            self = .text(offset: field.offset, size: field.size)
        } else {
            return nil
        }
    }

    /// The column of a number (DTrace guide, chapter Output Formatting, section trace() Default Format).
    static func column(bytes: Int, isSigned: Bool) -> Int {
        switch bytes {
        case 1: 3
        case 2: 5
        case 4: 10
        default: isSigned ? 19 : 20
        }
    }
}

extension OutputBuffer {
    /// Adds a number or string as trace() shows it.
    mutating func append(_ value: TracedValue, isQuiet: Bool, in data: RawSpan) throws(MalformedData) {
        switch value {
        case .number(let field, let column):
            if !isQuiet { append(byte: 0x20) }
            try append(field, style: NumberStyle(width: isQuiet ? 0 : column), in: data)
        case .text(let offset, let size):
            if !isQuiet { append("  " as StaticString) }
            try append(textAt: offset, size: size, width: isQuiet ? 0 : 33, isLeft: true, in: data)
        }
    }
}
