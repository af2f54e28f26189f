import DCompiler
import DLanguage
import SystemInfo

/// The arithmetic of aggregation values: joining CPUs, averages, standard deviations, sort values.
///
/// Words are as `AggregationValue` describes them, extremes without their bias; word 0 counts updates.
enum AggregationArithmetic {
    /// Joins the words of one more CPU, or one more key that shows the same, into `total` from `start` on.
    ///
    /// The new words are the `count` words of `values` that begin with word `first`.
    static func join(
        _ values: RawSpan, first: Int, count: Int, function: AggregatingFunction, isSigned: Bool,
        into total: inout [UInt64], at start: Int
    ) {
        switch function {
        case .min, .max:
            let updates = word(first, of: values)
            guard count >= 2, updates > 0 else { return }
            let new = word(first + 1, of: values) ^ AggregationValue.bias(of: function, isSigned: isSigned)
            let isFirst = total[start] == 0
            if isFirst || precedes(new, total[start + 1], isSigned: isSigned) == (function == .min) {
                total[start + 1] = new
            }
            total[start] &+= updates
        case .stddev:
            guard count >= 4 else { return }
            total[start] &+= word(first, of: values)
            total[start + 1] &+= word(first + 1, of: values)
            let sum =
                wide(total[start + 2], total[start + 3])
                &+ wide(word(first + 2, of: values), word(first + 3, of: values))
            total[start + 2] = UInt64(truncatingIfNeeded: sum)
            total[start + 3] = UInt64(truncatingIfNeeded: sum >> 64)
        default:
            for index in 0..<count { total[start + index] &+= word(first + index, of: values) }
        }
    }

    private static func word(_ index: Int, of values: RawSpan) -> UInt64 { values.integer(at: index * 8) ?? 0 }

    /// The words `start` (0 when nil) less `words`: joined with the kernel's counts they give zero, when `words` are those
    /// counts joined with `start`.
    static func difference(
        _ start: ArraySlice<UInt64>?, _ words: ArraySlice<UInt64>, _ function: AggregatingFunction
    ) -> [UInt64] {
        let start = start.map { Array($0) } ?? [UInt64](repeating: 0, count: words.count)
        let words = Array(words)
        var result = zip(start, words).map { $0 &- $1 }
        if function == .stddev, result.count >= 4 {
            let squares = wide(start[2], start[3]) &- wide(words[2], words[3])
            result[2] = UInt64(truncatingIfNeeded: squares)
            result[3] = UInt64(truncatingIfNeeded: squares >> 64)
        }
        return result
    }

    /// Whether a value can be cleared by remembering it: extremes cannot, the kernel's copy must be reset.
    static func isAdditive(_ function: AggregatingFunction) -> Bool { function != .min && function != .max }

    /// What `min` and `max` show after a clear().
    static func extremeBeforeUpdates(_ function: AggregatingFunction) -> UInt64 {
        UInt64(bitPattern: function == .min ? .max : .min)
    }

    /// The sum by the normalization factor by the count, each rounded towards zero; 0 without updates.
    static func average(_ words: Span<UInt64>, normal: UInt64) -> Int64 {
        guard words.count >= 2, words[0] != 0 else { return 0 }
        let sum = divide(Int64(bitPattern: words[1]), by: Int64(bitPattern: normal))
        return divide(sum, by: Int64(bitPattern: words[0]))
    }

    /// The square root of the average of squares less the square of the average, in whole numbers.
    static func standardDeviation(_ words: Span<UInt64>, normal: UInt64) -> UInt64 {
        guard words.count >= 4, words[0] != 0, normal != 0 else { return 0 }
        let squares = wide(words[2], words[3]) / UInt128(normal) / UInt128(normal) / UInt128(words[0])
        let average = average(words, normal: normal).magnitude
        return squareRoot(squares &- UInt128(average) * UInt128(average))
    }

    /// The largest whole number whose square is not above the value.
    static func squareRoot(_ value: UInt128) -> UInt64 {
        var rest = value
        var root: UInt128 = 0
        var bit: UInt128 = 1 << 126
        while bit > value { bit >>= 2 }
        while bit != 0 {
            if rest >= root + bit {
                rest -= root + bit
                root = (root >> 1) + bit
            } else {
                root >>= 1
            }
            bit >>= 2
        }
        return UInt64(truncatingIfNeeded: root)
    }

    /// Division towards zero that never traps: by 0 it gives 0.
    static func divide(_ value: Int64, by divisor: Int64) -> Int64 {
        divisor == 0 ? 0 : value.dividedReportingOverflow(by: divisor).partialValue
    }

    private static func wide(_ low: UInt64, _ high: UInt64) -> UInt128 { UInt128(high) << 64 | UInt128(low) }

    private static func precedes(_ left: UInt64, _ right: UInt64, isSigned: Bool) -> Bool {
        isSigned ? Int64(bitPattern: left) < Int64(bitPattern: right) : left < right
    }
}
