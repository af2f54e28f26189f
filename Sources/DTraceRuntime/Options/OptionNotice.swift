/// DTrace's notices for options that the system did not grant as asked.
public enum OptionNotice {
    /// The sentence for an option that came out different, nil when it has not or none is due.
    ///
    /// Sizes read `buffer size lowered to 4m`, rates `status rate reduced to once every 10 seconds`.
    public static func sentence(option name: String, asked: Int64, granted: Int64) -> String? {
        guard asked != granted else { return nil }
        if let subject = sizes[name] {
            return asked > granted ? "\(subject) lowered to \(size(granted))" : nil
        }
        guard let subject = rates[name], granted > 0 else { return nil }
        return "\(subject) \(granted > asked ? "reduced" : "increased") to \(rate(granted))"
    }

    private static let sizes = [
        "bufsize": "buffer size", "aggsize": "aggregation size", "specsize": "speculation size",
        "dynvarsize": "dynamic variable size",
    ]
    private static let rates = [
        "cleanrate": "cleaning rate", "statusrate": "status rate", "switchrate": "switch rate",
        "aggrate": "aggregation rate",
    ]

    /// Bytes with the largest suffix that leaves a whole number.
    private static func size(_ bytes: Int64) -> String {
        for (suffix, shift) in [("t", 40), ("g", 30), ("m", 20), ("k", 10)] as [(String, Int64)]
        where bytes != 0 && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(suffix)"
        }
        return "\(bytes)"
    }

    /// A time above a second in the largest whole unit, a shorter one as a rate.
    private static func rate(_ nanoseconds: Int64) -> String {
        let second: Int64 = 1_000_000_000
        guard nanoseconds >= second else { return "\(second / nanoseconds) hz" }
        let seconds = nanoseconds / second
        for (unit, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] as [(String, Int64)]
        where seconds % length == 0 {
            return "once every \(seconds / length) \(unit)\(seconds == length ? "" : "s")"
        }
        return "once every \(seconds) second\(seconds == 1 ? "" : "s")"
    }
}
