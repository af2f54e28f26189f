/// The layout of a trace event's record, from its `format` file (kernel documentation, `trace/events.rst`).
public struct EventFormat: Hashable, Sendable {
    public var name: String
    /// The event's number, as in its `id` file.
    public var id: Int
    /// The fields every event begins with: `common_type` and its kin.
    public var commonFields: [EventField]
    /// The event's own fields in record order.
    public var fields: [EventField]
    /// The text after `print fmt:`.
    public var printFormat: String

    public init(
        name: String, id: Int, commonFields: [EventField] = [], fields: [EventField], printFormat: String = ""
    ) {
        self.name = name
        self.id = id
        self.commonFields = commonFields
        self.fields = fields
        self.printFormat = printFormat
    }

    /// Takes the text of a format file apart; nil when it lacks the name or the number.
    public init?(parsing text: String) {
        var name: String?
        var id: Int?
        var groups: [[EventField]] = [[], []]
        var printFormat = ""
        for line in text.split(separator: "\n") {
            if line.hasPrefix("name:") {
                name = String(line.dropFirst(5).trimmingSpace)
            } else if line.hasPrefix("ID:") {
                id = Int(line.dropFirst(3).trimmingSpace)
            } else if line.hasPrefix("print fmt:") {
                printFormat = String(line.dropFirst(10).trimmingSpace)
            } else if let field = EventField(parsing: line.trimmingSpace) {
                groups[field.name.hasPrefix("common_") ? 0 : 1].append(field)
            }
        }
        guard let name, let id else { return nil }
        self.init(name: name, id: id, commonFields: groups[0], fields: groups[1], printFormat: printFormat)
    }
}
