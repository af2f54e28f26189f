import DCompiler
import DLanguage
import Testing

@testable import DTraceRuntime

@Suite struct HistogramTests {
    private func show(_ function: AggregatingFunction, _ buckets: [Int: Int64], normal: UInt64 = 1) -> String {
        let words = distribution(function, buckets)
        return text { $0.append(Distribution(function, words: words.count), words: words.span, normal: normal) }
    }

    private let head = "\n           value  ------------- Distribution ------------- count    \n"

    @Test func `shows one empty bucket on each side`() {
        #expect(
            show(.quantize, [64: 1, 65: 1]) == head + """
                               0 |                                         0        
                               1 |@@@@@@@@@@@@@@@@@@@@                     1        
                               2 |@@@@@@@@@@@@@@@@@@@@                     1        
                               4 |                                         0        

                """)
    }

    @Test func `shows negative values and zero`() {
        #expect(
            show(.quantize, [60: 2, 63: 1, 64: 1]) == head + """
                              -8 |                                         0        
                              -4 |@@@@@@@@@@@@@@@@@@@@                     2        
                              -2 |                                         0        
                              -1 |                                         0        
                               0 |@@@@@@@@@@                               1        
                               1 |@@@@@@@@@@                               1        
                               2 |                                         0        

                """)
    }

    @Test func `rounds bars to the nearest column`() {
        // 1/3 and 2/3 of 40 are 13.33 and 26.67.
        #expect(
            show(.quantize, [63: 1, 64: 2]) == head + """
                              -1 |                                         0        
                               0 |@@@@@@@@@@@@@                            1        
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              2        
                               2 |                                         0        

                """)
    }

    @Test func `turns bars around when all counts are negative`() {
        #expect(
            show(.quantize, [63: -1, 64: -3]) == head + """
                              -1                                         | 0        
                               0                               @@@@@@@@@@| -1       
                               1           @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@| -3       
                               2                                         | 0        

                """)
    }

    @Test func `halves bars when counts have both signs`() {
        #expect(
            show(.quantize, [63: -1, 64: 3]) == head + """
                              -1                     |                     0        
                               0                @@@@@|                     -1       
                               1                     |@@@@@@@@@@@@@@@      3        
                               2                     |                     0        

                """)
    }

    @Test func `shows the buckets around zero without data`() {
        #expect(
            show(.quantize, [:]) == head + """
                              -1 |                                         0        
                               0 |                                         0        
                               1 |                                         0        

                """)
    }

    @Test func `reaches the ends of 64 bits`() {
        let output = show(.quantize, [0: 1, 126: 1])
        #expect(output.contains("\n-4611686018427387904 |"))
        #expect(output.contains("\n4611686018427387904 |"))
        #expect(output.split(separator: "\n").count == 128)
    }

    @Test func `divides counts but not bars by the normalization factor`() {
        #expect(
            show(.quantize, [64: 100], normal: 10) == head + """
                               0 |                                         0        
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 10       
                               2 |                                         0        

                """)
    }

    @Test func `labels linear buckets`() {
        let function = AggregatingFunction.lquantize(base: 0, limit: 30, step: 10)
        #expect(
            show(function, [0: 1, 2: 2, 4: 1]) == head + """
                             < 0 |@@@@@@@@@@                               1        
                               0 |                                         0        
                              10 |@@@@@@@@@@@@@@@@@@@@                     2        
                              20 |                                         0        
                           >= 30 |@@@@@@@@@@                               1        

                """)
        let negative = AggregatingFunction.lquantize(base: -10, limit: 10, step: 5)
        #expect(
            show(negative, [2: 4]) == head + """
                             -10 |                                         0        
                              -5 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 4        
                               0 |                                         0        

                """)
        #expect(
            show(function, [:]) == head + """
                             < 0 |                                         0        
                               0 |                                         0        
                              10 |                                         0        

                """)
    }

    @Test func `ends linear buckets with the last whole step`() {
        let function = AggregatingFunction.lquantize(base: 0, limit: 100, step: 30)
        #expect(AggregationValue.words(of: function) == 6)
        #expect(
            show(function, [3: 1, 4: 1]) == head + """
                              30 |                                         0        
                              60 |@@@@@@@@@@@@@@@@@@@@                     1        
                           >= 90 |@@@@@@@@@@@@@@@@@@@@                     1        

                """)
    }

    private let logLinear = AggregatingFunction.llquantize(factor: 10, low: 1, high: 2, steps: 10)
    /// The buckets of `logLinear` on one side, as its layout counts them.
    private var side: Int { (AggregationValue.words(of: logLinear) - 2) / 2 }

    @Test func `labels log-linear buckets of positive values`() {
        // 10, 20, ... 90, 100, 200, ... 900, then 1000 and more.
        #expect(
            show(logLinear, [side + 1: 1, side + 1 + 8: 1, side + 1 + 9: 2]) == head + """
                            < 10 |                                         0        
                              10 |@@@@@@@@@@                               1        
                              20 |                                         0        
                              30 |                                         0        
                              40 |                                         0        
                              50 |                                         0        
                              60 |                                         0        
                              70 |                                         0        
                              80 |                                         0        
                              90 |@@@@@@@@@@                               1        
                             100 |@@@@@@@@@@@@@@@@@@@@                     2        
                             200 |                                         0        

                """)
        #expect(
            show(logLinear, [side + 1 + 18: 1]) == head + """
                             900 |                                         0        
                         >= 1000 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1        

                """)
    }

    @Test func `labels log-linear buckets of negative values`() {
        #expect(
            show(logLinear, [side - 1: 1, side: 1]) == head + """
                             -20 |                                         0        
                             -10 |@@@@@@@@@@@@@@@@@@@@                     1        
                      abs() < 10 |@@@@@@@@@@@@@@@@@@@@                     1        
                              10 |                                         0        

                """)
        let fromOne = AggregatingFunction.llquantize(factor: 10, low: 0, high: 1, steps: 10)
        let middle = (AggregationValue.words(of: fromOne) - 2) / 2
        #expect(
            show(fromOne, [middle - 1: 1, middle + 1: 1]) == head + """
                              -2 |                                         0        
                              -1 |@@@@@@@@@@@@@@@@@@@@                     1        
                               0 |                                         0        
                               1 |@@@@@@@@@@@@@@@@@@@@                     1        
                               2 |                                         0        

                """)
        let beyond = show(logLinear, [side - 1 - 18: 1])
        #expect(beyond.contains("        <= -1000 |@@@@"))
    }

    @Test func `counts every value in one bucket of the documented layout`() {
        let words = AggregationValue.words(of: logLinear)
        let buckets = Distribution(logLinear, words: words)
        #expect(buckets.zeroBucket == side)
        #expect(buckets.bounds.count == 19)
        #expect(buckets.bounds.count <= side)
        for low in UInt16(0)..<3 {
            for high in (low + 1)..<6 {
                let function = AggregatingFunction.llquantize(factor: 10, low: low, high: high, steps: 100)
                let words = AggregationValue.words(of: function)
                let bounds = Distribution(function, words: words).bounds
                #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
                #expect(bounds.count <= (words - 2) / 2)
            }
        }
    }
}
