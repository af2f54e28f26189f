import DCompiler
import DLanguage

/// A record layout made ready for fast use.
struct PreparedRecord: Sendable {
    var size: Int
    var actions: [PreparedAction]
    /// Where the speculation's number lies, when the record belongs to one.
    var speculation: RecordField?
    /// Whether the record makes a row; `commit` and `discard` alone do not.
    var makesRow: Bool

    init(_ layout: RecordLayout) {
        size = layout.size
        actions = []
        speculation = nil
        makesRow = false
        for action in layout.actions {
            switch action {
            case .speculate(let field): speculation = field
            case .commit, .discard: actions.append(PreparedAction(action))
            default:
                makesRow = true
                actions.append(PreparedAction(action))
            }
        }
    }
}

/// An action of a record with its format prepared.
enum PreparedAction: Sendable {
    case printf(PreparedFormat, [RecordField])
    case system(PreparedFormat, [RecordField])
    case freopen(PreparedFormat, [RecordField])
    /// One without a format.
    case plain(RecordedAction)

    init(_ action: RecordedAction) {
        self =
            switch action {
            case .printf(let format, let fields): .printf(PreparedFormat(format), fields)
            case .system(let format, let fields): .system(PreparedFormat(format), fields)
            case .freopen(let format, let fields): .freopen(PreparedFormat(format), fields)
            default: .plain(action)
            }
    }
}
