import DCompiler
import DLanguage
import SystemInfo

/// The rows of one aggregation as its last snapshot found them.
///
/// Keys and values lie in flat arrays with a fixed stride, so that 100,000 rows cost few allocations and no quadratic work.
struct AggregationTable {
    let layout: AggregationLayout
    /// Values are divided by it when shown; never 0.
    var normal: UInt64 = 1
    /// Whether printa() has shown the aggregation, which keeps it out of the output at the end.
    var wasPrinted = false

    /// How keys are shown and told apart.
    private let renderer: ValueRenderer
    private let keyParts: [KeyPart]
    /// What tells rows apart, by row.
    private var known: ByteStringTable
    /// The map keys as the kernel has them, one after another; several may belong to one row.
    private(set) var mapKeys: [UInt8] = []
    /// The row of each map key; empty when each map key is a row of its own.
    private var mapKeyRows: [Int] = []
    /// The first map key of each row, by which it is shown; empty likewise.
    private var shownKeys: [Int] = []
    /// The words of all CPUs joined, row after row.
    private var totals: [UInt64] = []
    /// The words of each CPU, row after row; kept only when they are to be shown.
    private var shares: [UInt64] = []
    private(set) var cpuCount = 0
    private let keepsShares: Bool

    /// By identity, what clear() left out: words that, joined with the kernel's, count from the clearing on;
    /// the joined words first, then those of each CPU if they are kept.
    private var cleared: [[UInt8]: [UInt64]] = [:]

    private let words: Int
    /// What tells the row of an entry apart, while it is added.
    private var identity: [UInt8] = []
    var function: AggregatingFunction { layout.aggregation.function }
    var rowCount: Int { known.count }
    var mapKeyCount: Int { known.isDistinct ? known.count : mapKeyRows.count }

    init(_ layout: AggregationLayout, renderer: ValueRenderer) {
        self.layout = layout
        self.renderer = renderer
        words = max(1, layout.valueWords)
        keepsShares = renderer.options.showsAggregationsPerCPU
        keyParts = layout.keys.map { KeyPart($0) }
        // Different bytes of numbers are different keys, and the kernel has each key once.
        known = ByteStringTable(isDistinct: !keyParts.isEmpty && keyParts.allSatisfy(\.isNumber))
    }

    /// Forgets the rows, not what was cleared.
    mutating func removeAllRows() {
        known.removeAll()
        mapKeys.removeAll(keepingCapacity: true)
        mapKeyRows.removeAll(keepingCapacity: true)
        shownKeys.removeAll(keepingCapacity: true)
        totals.removeAll(keepingCapacity: true)
        shares.removeAll(keepingCapacity: true)
    }

    /// Takes a map entry.
    ///
    /// - Parameters:
    ///   - key: The key as the map has it; empty for an aggregation without keys.
    ///   - values: The words of every possible CPU, one CPU after another.
    /// - Throws: When the bytes do not fit the layout; the entry is then left out.
    mutating func add(key: RawSpan, values: RawSpan) throws(MalformedData) {
        let stride = words * 8
        guard values.byteCount >= stride, values.byteCount % stride == 0, key.byteCount >= layout.keySize else {
            throw MalformedData(
                "an entry of @\(layout.aggregation.name) has a key of \(key.byteCount) and values of \(values.byteCount) bytes"
            )
        }
        identity.removeAll(keepingCapacity: true)
        try renderer.append(identityOf: keyParts, in: key, to: &identity)
        let cpus = values.byteCount / stride
        if rowCount == 0 { cpuCount = cpus }
        guard cpus == cpuCount else { throw MalformedData("the number of CPUs changed to \(cpus)") }
        if case .perCPUArray = layout.storage, start(of: identity) == nil, !hasUpdates(values, cpus: cpus) {
            // An array element always exists; one never updated is no row.
            return
        }
        let row = self.row(for: identity)
        mapKeys.append(key, in: 0..<layout.keySize)
        if !known.isDistinct { mapKeyRows.append(row) }
        let isSigned = layout.aggregation.isSigned
        for cpu in 0..<cpus {
            AggregationArithmetic.join(
                values, first: cpu * words, count: words, function: function, isSigned: isSigned, into: &totals,
                at: row * words)
            if keepsShares {
                AggregationArithmetic.join(
                    values, first: cpu * words, count: words, function: function, isSigned: isSigned, into: &shares,
                    at: (row * cpus + cpu) * words)
            }
        }
    }

    private func hasUpdates(_ values: RawSpan, cpus: Int) -> Bool {
        for cpu in 0..<cpus where values.integer(at: cpu * words * 8, as: UInt64.self) != 0 { return true }
        return false
    }

    private mutating func row(for identity: [UInt8]) -> Int {
        let (row, isNew) = known.insert(identity)
        guard isNew else { return row }
        if !known.isDistinct { shownKeys.append(mapKeyRows.count) }
        if let start = start(of: identity), start.count == words * (1 + (keepsShares ? cpuCount : 0)) {
            totals += start[..<words]
            if keepsShares { shares += start[words...] }
        } else {
            for _ in 0..<words { totals.append(0) }
            if keepsShares { shares += repeatElement(0, count: words * cpuCount) }
        }
        return row
    }

    private func start(of identity: [UInt8]) -> [UInt64]? { cleared.isEmpty ? nil : cleared[identity] }

    /// The rows to show them.
    var shown: ShownTable {
        ShownTable(
            self, identities: known.strings, keyPlaces: shownKeys, words: words, totals: totals, shares: shares)
    }

    /// Sets all rows to what they are before their first update: 0, or the far end of the range for extremes. Additive
    /// values are remembered; for others the kernel's copies must be zeroed, which the result says.
    mutating func clear() -> Bool {
        let isAdditive = AggregationArithmetic.isAdditive(function)
        var fresh = [UInt64](repeating: 0, count: words)
        if !isAdditive, words > 1 { fresh[1] = AggregationArithmetic.extremeBeforeUpdates(function) }
        for row in 0..<rowCount {
            let identity = Array(known.strings[row])
            var start: [UInt64] = []
            if isAdditive {
                // The row shows the kernel's words joined with the old start: the new start undoes both.
                let value = totals[(row * words)..<((row + 1) * words)]
                start = AggregationArithmetic.difference(cleared[identity]?[..<words], value, function)
                if keepsShares { start += clearedShares(of: row) }
            } else {
                for _ in 0...(keepsShares ? cpuCount : 0) { start += fresh }
            }
            cleared[identity] = start
        }
        for index in totals.indices { totals[index] = fresh[index % words] }
        for index in shares.indices { shares[index] = fresh[index % words] }
        return !isAdditive
    }

    private func clearedShares(of row: Int) -> [UInt64] {
        let old = cleared[Array(known.strings[row])]
        return (0..<cpuCount).flatMap { cpu in
            let start = (row * cpuCount + cpu) * words
            return AggregationArithmetic.difference(
                old.map { $0[(words * (1 + cpu))..<(words * (2 + cpu))] }, shares[start..<(start + words)], function)
        }
    }

    /// Removes rows and returns their map keys, one after another.
    mutating func remove(rows removed: [Bool]) -> (keys: [UInt8], count: Int) {
        var keys: [UInt8] = []
        var count = 0
        for index in 0..<mapKeyCount where removed[known.isDistinct ? index : mapKeyRows[index]] {
            keys += mapKeys[(index * layout.keySize)..<((index + 1) * layout.keySize)]
            count += 1
        }
        for row in 0..<rowCount where removed[row] { cleared[Array(known.strings[row])] = nil }
        keepRows { !removed[$0] }
        return (keys, count)
    }

    private mutating func keepRows(_ isKept: (Int) -> Bool) {
        let old = (known.strings, totals, shares, mapKeys, shownKeys)
        removeAllRows()
        for row in 0..<old.0.count where isKept(row) {
            _ = known.insert(Array(old.0[row]))
            totals += old.1[(row * words)..<((row + 1) * words)]
            if keepsShares { shares += old.2[(row * cpuCount * words)..<((row + 1) * cpuCount * words)] }
            let key = (known.isDistinct ? row : old.4[row]) * layout.keySize
            mapKeys += old.3[key..<(key + layout.keySize)]
            guard !known.isDistinct else { continue }
            shownKeys.append(mapKeyRows.count)
            mapKeyRows.append(rowCount - 1)
        }
    }
}
