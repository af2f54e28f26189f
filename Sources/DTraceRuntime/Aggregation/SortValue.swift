import DLanguage

/// What rows are sorted by: the number an aggregation's value stands for.
struct SortValue: Comparable, Sendable {
    /// Of distributions: the sum of all values, as far as their buckets tell; else 0.
    var weight: Double = 0
    /// The value itself; of distributions the count of zeros, which settles ties.
    var number: Int64

    init(number: Int64, weight: Double = 0) {
        self.number = number
        self.weight = weight
    }

    init(_ words: Span<UInt64>, function: AggregatingFunction) {
        let count = words.count
        func word(_ index: Int) -> Int64 { index < count ? Int64(bitPattern: words[index]) : 0 }
        switch function {
        case .count: number = word(0)
        case .sum, .min, .max: number = word(1)
        case .avg: number = AggregationArithmetic.average(words, normal: 1)
        case .stddev: number = Int64(clamping: AggregationArithmetic.standardDeviation(words, normal: 1))
        case .quantize, .lquantize, .llquantize:
            let buckets = Distribution(function, words: words.count)
            number = 0
            for index in 0..<buckets.count {
                let count = word(index + 1)
                guard count != 0 else { continue }
                weight += Double(count) * buckets.representative(of: index)
                if index == buckets.bucketOfZero { number = count }
            }
        }
    }

    /// Numbers in the order of `weight`.
    var weightOrder: UInt64 {
        // Without the other zero; negative numbers turned around, and before all others.
        let bits = (weight + 0).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    /// Numbers in the order of `number`.
    var numberOrder: UInt64 { UInt64(bitPattern: number) ^ 1 << 63 }

    static func < (left: SortValue, right: SortValue) -> Bool {
        left.weight != right.weight ? left.weight < right.weight : left.number < right.number
    }
}
