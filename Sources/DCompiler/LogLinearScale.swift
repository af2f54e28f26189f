/// The buckets of `llquantize(value, factor, low, high, steps)`: each power of the factor from `low` to `high` is cut
/// into equal steps (DTrace guide, chapter Aggregations).
///
/// Buckets of positive values are numbered from 1 (`1 ..< overflowBucket`), values at or beyond the last power fall
/// into `overflowBucket`. In the aggregation's value, bucket `n` lies at word `1 + centre + n`, that of the negative
/// values of the same size at word `1 + centre - n`, and values smaller than the lowest power at word `1 + centre`.
public struct LogLinearScale: Hashable, Sendable {
    /// The values of one power, cut into steps.
    public struct Range: Hashable, Sendable {
        /// The smallest value, and the first value beyond.
        public var start: UInt64
        public var end: UInt64
        /// The width of a bucket.
        public var step: UInt64
        /// What steps are counted from: `start`, or what comes before it when steps are wider than that.
        public var origin: UInt64
        /// The number of the bucket of `start`.
        public var firstBucket: Int
        public var isFirst: Bool

        /// Where its buckets begin.
        public var bounds: [UInt64] { stride(from: origin, to: end, by: Int(step)).map { max($0, start) } }
    }

    public private(set) var ranges: [Range] = []
    /// The bucket of values at or beyond the end of the last range.
    public private(set) var overflowBucket = 1
    /// The index of the bucket for values below the lowest power, counted from word 1.
    public let centre: Int

    public init(_ factor: UInt16, _ low: UInt16, _ high: UInt16, _ steps: UInt16) {
        centre = AggregationValue.llquantizeBuckets(
            factor: Int(factor), low: Int(low), high: Int(high), steps: Int(steps))
        let factor = UInt64(max(2, factor))
        var start: UInt64 = 1
        for _ in 0..<low { start = start.multipliedReportingOverflow(by: factor).partialValue }
        guard low <= high else { return }
        for power in low...high {
            let (end, overflows) = start.multipliedReportingOverflow(by: factor)
            if overflows || end > UInt64(Int64.max) { break }
            // Powers smaller than the number of steps have a bucket for each value.
            let buckets = min(end, UInt64(max(1, steps)))
            let step = end / buckets
            ranges.append(
                Range(
                    start: start, end: end, step: step, origin: start / step * step, firstBucket: overflowBucket,
                    isFirst: power == low))
            overflowBucket += Int(buckets - buckets / factor)
            start = end
        }
    }
}
