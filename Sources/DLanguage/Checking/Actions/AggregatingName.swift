/// The names of D's aggregating functions.
enum AggregatingName: String, CaseIterable, Sendable {
    case count, sum, avg, min, max, stddev, quantize, lquantize, llquantize

    /// The numbers of arguments the function takes.
    var counts: ClosedRange<Int> {
        switch self {
        case .count: 0...0
        case .sum, .avg, .min, .max, .stddev: 1...1
        case .quantize: 1...2
        case .lquantize: 3...5
        case .llquantize: 4...6
        }
    }
}

extension AggregatingFunction {
    /// The function's name in D.
    public var name: String {
        switch self {
        case .count: "count"
        case .sum: "sum"
        case .avg: "avg"
        case .min: "min"
        case .max: "max"
        case .stddev: "stddev"
        case .quantize: "quantize"
        case .lquantize: "lquantize"
        case .llquantize: "llquantize"
        }
    }
}
