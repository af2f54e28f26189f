extension OutputBuffer {
    /// Adds a distribution as bars of 40 columns: its head, then a line for every bucket in the range shown.
    mutating func append(_ distribution: Distribution, words: Span<UInt64>, normal: UInt64) {
        func count(_ bucket: Int) -> Int64 {
            bucket + 1 < words.count ? Int64(bitPattern: words[bucket + 1]) : 0
        }
        guard let shown = distribution.shownRange(count) else { return }
        append(byte: 0x0a)
        append("value", width: 16)
        append(byte: 0x20)
        append("------------- Distribution -------------", width: 41)
        append(" count    \n" as StaticString)
        var bar = HistogramBar()
        for bucket in shown { bar.add(count(bucket)) }
        for bucket in shown {
            distribution.append(labelOf: bucket, shown: shown, to: &self)
            append(bar, count: count(bucket), normal: normal)
        }
    }

    private mutating func append(_ bar: HistogramBar, count: Int64, normal: UInt64) {
        if !bar.hasNegatives {
            let depth = count > 0 ? bar.depth(count, of: 40) : 0
            append(byte: 0x7c)
            append(byte: 0x40, times: depth)
            append(blanks: 40 - depth)
        } else if !bar.hasPositives {
            let depth = bar.depth(count, of: 40)
            append(blanks: 40 - depth)
            append(byte: 0x40, times: depth)
            append(byte: 0x7c)
        } else {
            let depth = bar.depth(count, of: 20)
            append(blanks: count <= 0 ? 20 - depth : 20)
            if count <= 0 { append(byte: 0x40, times: depth) }
            append(byte: 0x7c)
            if count > 0 { append(byte: 0x40, times: depth) }
            append(blanks: count <= 0 ? 20 : 20 - depth)
        }
        append(byte: 0x20)
        let start = self.count
        append(AggregationArithmetic.divide(count, by: Int64(bitPattern: normal)))
        justify(from: start, width: 9, left: true)
        append(byte: 0x0a)
    }
}

/// The scale of a histogram: what all its bars add up to.
struct HistogramBar: Sendable {
    private(set) var total: UInt128 = 0
    private(set) var hasPositives = false
    private(set) var hasNegatives = false

    mutating func add(_ count: Int64) {
        total += UInt128(count.magnitude)
        hasPositives = hasPositives || count > 0
        hasNegatives = hasNegatives || count < 0
    }

    /// The length of a bar out of `width` columns, rounded to the nearest.
    func depth(_ count: Int64, of width: Int) -> Int {
        guard total > 0 else { return 0 }
        return Int((UInt128(count.magnitude) * UInt128(2 * width) + total) / (2 * total))
    }
}
