import BPF
import DCompiler
import DLanguage
import SystemInfo
import Testing

@testable import DTraceRuntime

/// An aggregation with a fake map: entries of key bytes and words of each CPU.
struct AggregationFixture {
    var layout: AggregationLayout
    var map: [(key: [UInt8], values: [[UInt64]])] = []

    init(
        _ function: AggregatingFunction, index: Int = 0, name: String = "", keys: RecordFixture? = nil,
        isSigned: Bool = true
    ) {
        let fields = keys?.fields ?? []
        let storage: AggregationLayout.Storage = fields.isEmpty ? .perCPUArray(index: 0) : .perCPUHash
        layout = AggregationLayout(
            aggregation: Aggregation(
                id: AggregationID(index: index), name: name, function: function, keys: fields.map(\.type),
                isSigned: isSigned),
            map: "aggregation", storage: storage, keys: fields, keySize: keys?.bytes.count ?? 0,
            valueWords: AggregationValue.words(of: function))
    }

    var id: AggregationID { layout.aggregation.id }

    /// Adds an entry; each CPU's words are filled up with zeros.
    mutating func add(_ key: RecordFixture = RecordFixture(), _ cpus: [UInt64]...) {
        map.append((key.bytes, cpus.map { $0 + [UInt64](repeating: 0, count: layout.valueWords - $0.count) }))
    }

    /// The words as the kernel has them: extremes that were ever updated carry a bias.
    private func stored(_ words: [UInt64]) -> [UInt64] {
        let aggregation = layout.aggregation
        guard aggregation.function == .min || aggregation.function == .max, words[0] > 0 else { return words }
        return [words[0], words[1] ^ AggregationValue.bias(of: aggregation.function, isSigned: aggregation.isSigned)]
    }

    /// Brings a store up to date with the map.
    func snapshot(into store: AggregationStore) throws {
        try store.snapshot(of: id) { table in
            for (key, values) in map {
                let words = values.flatMap { stored($0) }.flatMap { littleEndian($0) }
                try table.add(key: key.span.bytes, values: words.span.bytes)
            }
        }
    }
}

/// A key of one string of 16 bytes.
func key(_ name: String) -> RecordFixture {
    var fixture = RecordFixture()
    fixture.add(name, size: 16)
    return fixture
}

/// A key of one signed 64-bit number.
func key(_ number: Int64) -> RecordFixture {
    var fixture = RecordFixture()
    fixture.add(number)
    return fixture
}

/// A store that has taken a snapshot of every fixture.
func store(_ fixtures: [AggregationFixture], _ change: (inout OutputOptions) -> Void = { _ in }) throws
    -> AggregationStore
{
    let store = AggregationStore(layouts: fixtures.map(\.layout), renderer: renderer(change))
    for fixture in fixtures { try fixture.snapshot(into: store) }
    return store
}

extension AggregationStore {
    /// What printa() of these aggregations prints.
    func printed(_ ids: [AggregationID], _ source: String? = nil) throws -> String {
        var output = OutputBuffer()
        try print(ids, format: source.map { format($0) }, into: &output)
        return output.text
    }
}

/// The words of an aggregation's value with these buckets set: word 0 holds their sum.
func distribution(_ function: AggregatingFunction, _ buckets: [Int: Int64]) -> [UInt64] {
    var words = [UInt64](repeating: 0, count: AggregationValue.words(of: function))
    for (bucket, count) in buckets {
        words[bucket + 1] = UInt64(bitPattern: count)
        words[0] += count.magnitude
    }
    return words
}
