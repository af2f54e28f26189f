/// The name of a probe: `<event>-<mode>-<count>`, as in `cpu_clock-all-1000000`.
struct CounterName: Hashable {
    /// Where the processor must be for an event to count.
    enum Mode: String, CaseIterable {
        case user, kernel, all
    }

    /// Lower case with underscores, or a name of libpfm4.
    let event: String
    let mode: Mode
    /// How many events make a firing.
    let count: UInt64

    /// Nil for other texts: the count has no leading zeros and fits what the kernel takes.
    init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, let count = UInt64(parts[parts.count - 1]), String(count) == parts[parts.count - 1],
            (1...UInt64(Int64.max)).contains(count), let mode = Mode(rawValue: String(parts[parts.count - 2]))
        else { return nil }
        let event = parts.dropLast(2).joined(separator: "-")
        guard !event.isEmpty else { return nil }
        self.init(event: event, mode: mode, count: count)
    }

    init(event: String, mode: Mode, count: UInt64) {
        self.event = event
        self.mode = mode
        self.count = count
    }

    var text: String { "\(event)-\(mode.rawValue)-\(count)" }
}
