import DCompiler
import DLanguage
import SystemInfo

/// The rows of an aggregation while they are shown.
///
/// Nothing of it changes and it is held by one reference, so that a row costs neither copies nor checks.
final class ShownTable {
    let layout: AggregationLayout
    let function: AggregatingFunction
    /// What tells rows apart, by row.
    let identities: ByteStrings
    let cpuCount: Int
    /// Values are divided by it; never 0.
    let normal: UInt64

    private let isSigned: Bool
    /// Keys as the map has them, one after another.
    private let keys: [UInt8]
    private let keySize: Int
    /// The key of each row among them; empty when each key is a row of its own.
    private let keyPlaces: [Int]
    /// The words of a value.
    private let words: Int
    /// The words of all CPUs joined, row after row.
    private let totals: [UInt64]
    /// The words of each CPU, row after row; empty unless they are kept.
    private let shares: [UInt64]

    init(
        _ table: borrowing AggregationTable, identities: ByteStrings, keyPlaces: [Int], words: Int, totals: [UInt64],
        shares: [UInt64]
    ) {
        layout = table.layout
        function = table.layout.aggregation.function
        isSigned = table.layout.aggregation.isSigned
        normal = table.normal
        cpuCount = table.cpuCount
        keys = table.mapKeys
        keySize = table.layout.keySize
        self.identities = identities
        self.keyPlaces = keyPlaces
        self.words = words
        self.totals = totals
        self.shares = shares
    }

    /// Has the processor bring in what a row is shown from.
    func prefetch(_ row: Int) {
        totals.prefetch(row * words)
        // Where its key lies would have to be waited for when that is not known.
        if keyPlaces.isEmpty { keys.prefetch(row * keySize) }
    }

    /// Lends the key that a row shows, as the map has it.
    func withKey<Failure: Error>(of row: Int, _ body: (RawSpan) throws(Failure) -> Void) throws(Failure) {
        let start = (keyPlaces.isEmpty ? row : keyPlaces[row]) * keySize
        try keys.withRawSpan { keys throws(Failure) in try body(keys.extracting(start..<(start + keySize))) }
    }

    /// Lends the words of a row, of all CPUs joined; of no row those of a value that was never updated.
    func withValue<Result>(of row: Int?, _ body: (Span<UInt64>) -> Result) -> Result {
        guard let row else {
            let none = [UInt64](repeating: 0, count: words)
            return body(none.span)
        }
        let totals = totals
        return body(totals.span.extracting((row * words)..<((row + 1) * words)))
    }

    /// Lends the words of a row on one CPU; none unless they are kept.
    func withValue(of row: Int, cpu: Int, _ body: (Span<UInt64>) -> Void) {
        let start = shares.isEmpty ? 0 : (row * cpuCount + cpu) * words
        let shares = shares
        body(shares.span.extracting(start..<(shares.isEmpty ? 0 : start + words)))
    }

    /// The number that a value shows, normalized; nil for distributions.
    func scalar(_ words: Span<UInt64>) -> Scalar? {
        func word(_ index: Int) -> UInt64 { index < words.count ? words[index] : 0 }
        switch function {
        case .count: return Scalar(bits: word(0), bytes: 8, isSigned: true).normalized(by: normal)
        case .sum, .min, .max: return Scalar(bits: word(1), bytes: 8, isSigned: isSigned).normalized(by: normal)
        case .avg:
            let average = AggregationArithmetic.average(words, normal: normal)
            return Scalar(bits: UInt64(bitPattern: average), bytes: 8, isSigned: true)
        case .stddev:
            let deviation = AggregationArithmetic.standardDeviation(words, normal: normal)
            return Scalar(bits: deviation, bytes: 8, isSigned: false)
        case .quantize, .lquantize, .llquantize: return nil
        }
    }
}

extension OutputBuffer {
    /// Adds the value of a row in the default format.
    mutating func append(_ words: Span<UInt64>, of table: ShownTable) {
        guard let scalar = table.scalar(words) else {
            append(Distribution(table.function, words: words.count), words: words, normal: table.normal)
            return
        }
        append(byte: 0x20)
        if scalar.isSigned || table.function != .stddev {
            append(scalar.signed, width: 16)
        } else {
            append(scalar.bits, width: 16)
        }
    }
}
