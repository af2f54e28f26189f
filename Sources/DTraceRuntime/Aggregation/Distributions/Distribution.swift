import DCompiler
import DLanguage

/// The buckets of `quantize`, `lquantize` or `llquantize`: their labels and what they stand for.
struct Distribution: Sendable {
    /// The number of buckets: the words of the value less the count of updates.
    let count: Int
    let function: AggregatingFunction
    /// The lower bounds of `llquantize`'s buckets on one side of zero; the last one is where the overflow begins.
    let bounds: [UInt64]

    /// `words` is the size of the whole value.
    init(_ function: AggregatingFunction, words: Int) {
        self.function = function
        count = max(0, words - 1)
        if case .llquantize(let factor, let low, let high, let steps) = function {
            let ranges = LogLinearScale(factor, low, high, steps).ranges
            bounds = ranges.flatMap(\.bounds) + [ranges.last?.end ?? 1]
        } else {
            bounds = []
        }
    }

    /// The bucket around which the values -1, 0 and 1 lie.
    var zeroBucket: Int {
        switch function {
        case .quantize: 63
        case .llquantize: (count - 1) / 2
        default: 0
        }
    }

    /// The bucket of the value 0 alone, whose count settles ties between distributions; nil when there is none.
    var bucketOfZero: Int? {
        guard case .lquantize(let base, _, let width) = function else { return zeroBucket }
        let start = Int(base)
        let step = Int(width)
        if start == 1 { return 0 }
        if start <= 0, step > 0, -start % step == 0, -start / step < count - 2 { return 1 - start / step }
        return start + (count - 2) * step == -1 ? count - 1 : nil
    }

    /// The first and last bucket to show: one empty one on each side of the data.
    func shownRange(_ counts: (Int) -> Int64) -> ClosedRange<Int>? {
        guard count > 0 else { return nil }
        guard let first = (0..<count).first(where: { counts($0) != 0 }),
            let last = (0..<count).last(where: { counts($0) != 0 })
        else {
            // Nothing to show, after a clear() or negative increments: the buckets around zero.
            switch function {
            case .lquantize: return 0...min(2, count - 1)
            case .llquantize: return zeroBucket...min(count - 1, zeroBucket + 2)
            default: return max(0, zeroBucket - 1)...min(count - 1, zeroBucket + 1)
            }
        }
        return max(min(first, firstBucket), first - 1)...min(lastBucket, max(last, min(last + 1, count - 1)))
    }

    /// The first bucket that can hold data; words of `llquantize` before it are spare.
    private var firstBucket: Int { bounds.isEmpty ? 0 : max(0, zeroBucket - bounds.count) }

    /// The last bucket that can hold data; words of `llquantize` beyond it are spare.
    private var lastBucket: Int {
        bounds.isEmpty ? count - 1 : min(count - 1, zeroBucket + bounds.count)
    }

    /// What a value in the bucket counts as when rows are sorted.
    func representative(of bucket: Int) -> Double {
        switch function {
        case .quantize: return Double(Self.quantizeBound(bucket))
        case .lquantize(let base, _, let step):
            let start = Double(base)
            if bucket == 0 { return start - 1 }
            return start + Double(bucket - 1) * Double(step) + (bucket == count - 1 ? 1 : 0)
        case .llquantize:
            let distance = bucket - zeroBucket
            guard distance != 0, !bounds.isEmpty else { return 0 }
            let bound = Double(bounds[min(abs(distance) - 1, bounds.count - 1)])
            return distance < 0 ? -bound : bound
        default: return 0
        }
    }

    /// The value that `quantize` shows beside a bucket: 0, or the power of two nearest to zero in it.
    static func quantizeBound(_ bucket: Int) -> Int64 {
        if bucket == 63 { return 0 }
        return bucket > 63 ? 1 << Int64(min(62, bucket - 64)) : -(1 << Int64(min(62, 62 - bucket)))
    }

    /// Adds the label of a bucket in its column of 16, with a blank after it.
    func append(labelOf bucket: Int, shown: ClosedRange<Int>, to output: inout OutputBuffer) {
        let start = output.count
        switch function {
        case .lquantize(let base, _, let step):
            let value = Int64(base) + Int64(max(0, bucket - 1)) * Int64(step)
            if bucket == 0 { output.append("< " as StaticString) }
            if bucket == count - 1 { output.append(">= " as StaticString) }
            output.append(value)
        case .llquantize: append(logLinearLabelOf: bucket, shown: shown, to: &output)
        default: output.append(Self.quantizeBound(bucket))
        }
        output.justify(from: start, width: 16, left: false)
        output.append(byte: 0x20)
    }

    private func append(logLinearLabelOf bucket: Int, shown: ClosedRange<Int>, to output: inout OutputBuffer) {
        let distance = bucket - zeroBucket
        let bound = bounds[min(max(0, abs(distance) - 1), bounds.count - 1)]
        let isBeyond = abs(distance) >= bounds.count
        if distance == 0 {
            if bound == 1 { return output.append(byte: 0x30) }
            output.append(shown.lowerBound < zeroBucket ? "abs() < " as StaticString : "< ")
        } else if distance < 0 {
            output.append(isBeyond ? "<= -" as StaticString : "-")
        } else if isBeyond {
            output.append(">= " as StaticString)
        }
        output.append(bound)
    }
}
