/// A table of names, each with an answer and the reason for it.
struct AnswerTable {
    /// One line.
    struct Row {
        var name: String
        var answer: String
        /// Empty for none.
        var reason: String

        init(_ name: String, _ answer: String, _ reason: String = "") {
            self.name = name
            self.answer = answer
            self.reason = reason
        }
    }

    var header: Row
    var rows: [Row]

    /// The lines with aligned columns and nothing behind the last word.
    var text: String {
        let lines = [header] + rows
        let nameWidth = lines.map(\.name.count).max() ?? 0
        let answerWidth = lines.map(\.answer.count).max() ?? 0
        return lines.map { row in
            let start = Self.left(row.name, nameWidth) + "  "
            let line = row.reason.isEmpty ? row.answer : Self.left(row.answer, answerWidth) + "  " + row.reason
            return start + line + "\n"
        }.joined()
    }

    private static func left(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }
}
