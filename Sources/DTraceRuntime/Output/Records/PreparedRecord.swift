import DCompiler
import DLanguage

/// A record layout made ready for fast use.
final class PreparedRecord: Sendable {
    let size: Int
    let actions: [PreparedAction]
    /// The format of a record that one printf() of numbers makes and nothing else, as most are.
    private let plainFormat: PreparedFormat?
    /// Where the speculation's number lies, when the record belongs to one.
    let speculation: RecordField?
    /// Whether the record makes a row; `commit` and `discard` alone do not.
    let makesRow: Bool

    init(_ layout: RecordLayout) {
        size = layout.size
        var actions: [PreparedAction] = []
        var speculation: RecordField?
        var makesRow = false
        for action in layout.actions {
            switch action {
            case .speculate(let field): speculation = field
            case .commit, .discard: actions.append(PreparedAction(action))
            default:
                makesRow = true
                actions.append(PreparedAction(action))
            }
        }
        self.actions = actions
        plainFormat = if actions.count == 1, case .printf(let format) = actions[0] { format } else { nil }
        self.speculation = speculation
        self.makesRow = makesRow
    }

    /// Adds the text of a record that one plain format makes; false for other records.
    func append(plain record: RawSpan, to output: inout OutputBuffer) throws(MalformedData) -> Bool {
        try plainFormat?.append(plain: record, to: &output) ?? false
    }
}

/// An action of a record with its format prepared.
///
/// Each case is one reference, so that it costs little to look at.
enum PreparedAction: Sendable {
    case printf(PreparedFormat)
    case system(PreparedFormat)
    case freopen(PreparedFormat)
    /// A value that trace() shows without a closer look, unless all values are to show as bytes.
    indirect case trace(TracedValue, RecordField)
    /// One without a format.
    indirect case plain(RecordedAction)

    init(_ action: RecordedAction) {
        self =
            switch action {
            case .printf(let format, let fields): .printf(PreparedFormat(format, fields))
            case .system(let format, let fields): .system(PreparedFormat(format, fields))
            case .freopen(let format, let fields): .freopen(PreparedFormat(format, fields))
            case .trace(let field): TracedValue(field).map { .trace($0, field) } ?? .plain(action)
            default: .plain(action)
            }
    }
}
