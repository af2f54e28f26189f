/// The interval of a `profile` or `tick` probe, as its name spells it: `997`, `997hz`, `10ms`, `1sec`.
struct SamplingPeriod: Hashable {
    /// The interval in ns.
    let nanoseconds: UInt64

    /// The shortest interval: 200 us, the limit of the DTrace guide (chapter profile Provider), far above
    /// the 10 us below which the kernel would not go.
    static let shortest: UInt64 = 200_000

    /// The longest interval the kernel takes: it refuses periods with the top bit set.
    static let longest = UInt64(Int64.max)

    /// Reads a number with an optional unit; nil when it is no interval or one out of range.
    init?(_ text: Substring) {
        let digits = text.prefix { ("0"..."9").contains($0) }
        guard let value = UInt64(digits), value > 0 else { return nil }
        let unit = text.dropFirst(digits.count)
        let nanoseconds: UInt64
        if unit.isEmpty || unit == "hz" {
            nanoseconds = 1_000_000_000 / value
        } else {
            guard let scale = Self.scale(of: unit) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: scale)
            if overflow { return nil }
            nanoseconds = product
        }
        guard (Self.shortest...Self.longest).contains(nanoseconds) else { return nil }
        self.nanoseconds = nanoseconds
    }

    private static func scale(of unit: Substring) -> UInt64? {
        switch unit {
        case "ns", "nsec": 1
        case "us", "usec": 1_000
        case "ms", "msec": 1_000_000
        case "s", "sec": 1_000_000_000
        case "m", "min": 60_000_000_000
        case "h", "hour": 3_600_000_000_000
        case "d", "day": 86_400_000_000_000
        default: nil
        }
    }
}
