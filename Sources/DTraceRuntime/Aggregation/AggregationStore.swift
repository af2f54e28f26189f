import DCompiler
import DLanguage

/// The aggregations of a session: takes their maps' contents, applies commands, prints.
///
/// Aggregations live in kernel maps and are never drained. Before a command is applied or anything is printed, the session
/// brings the aggregations concerned up to date: `snapshot(of:)` with `add(key:values:)` of the table for every map entry.
/// - `clear()` does not touch the maps where values add up: the store remembers what it saw and subtracts it from later
///   snapshots, so that nothing counted meanwhile is lost. Extremes (`min`, `max`) cannot be subtracted; for them the
///   result asks the session to zero the entries, and the store keeps showing their keys.
/// - `trunc()` asks the session to remove entries; what the kernel adds between snapshot and removal goes with them.
final class AggregationStore {
    /// How keys are shown; its options decide the order of rows.
    let renderer: ValueRenderer
    private(set) var tables: [AggregationTable]
    private let indices: [AggregationID: Int]

    init(layouts: [AggregationLayout], renderer: ValueRenderer) {
        self.renderer = renderer
        tables = layouts.map { AggregationTable($0, renderer: renderer) }
        indices = Dictionary(uniqueKeysWithValues: zip(layouts.map(\.aggregation.id), layouts.indices))
    }

    /// Has `body` take an aggregation's map anew: it gets the table without its rows. One of another program is left alone.
    func snapshot<Failure: Error>(
        of id: AggregationID, _ body: (inout AggregationTable) throws(Failure) -> Void
    ) throws(Failure) {
        guard let index = indices[id] else { return }
        tables[index].removeAllRows()
        try body(&tables[index])
    }

    /// Keeps the aggregations out of the output at the end.
    func notePrinted(_ positions: [Int]) {
        for position in positions { tables[position].wasPrinted = true }
    }

    /// Applies a command to the rows of the last snapshot and returns what the session must do to the map, if anything.
    func apply(_ command: AggregationCommand) -> AggregationMapChange? {
        switch command {
        case .clear(let id):
            guard let index = indices[id], tables[index].clear() else { return nil }
            let table = tables[index]
            return AggregationMapChange(
                id, .zero, keys: table.mapKeys, keySize: table.layout.keySize, count: table.mapKeyCount)
        case .truncate(let id, let count):
            guard let index = indices[id] else { return nil }
            return truncate(index, id, count: count ?? 0)
        case .normalize(let id, let factor):
            // A factor of 0 would divide by it; it is ignored.
            if let index = indices[id], factor != 0 { tables[index].normal = factor }
        case .denormalize(let id):
            if let index = indices[id] { tables[index].normal = 1 }
        }
        return nil
    }

    private func truncate(_ index: Int, _ id: AggregationID, count: Int) -> AggregationMapChange? {
        let table = tables[index]
        var removed = [Bool](repeating: true, count: table.rowCount)
        if count != 0 {
            let order = AggregationRows([table], renderer: renderer).sortedByValue()
            let kept = count > 0 ? order.suffix(count) : order.prefix(Int(clamping: count.magnitude))
            for row in kept { removed[row] = false }
        }
        let (keys, entries) = tables[index].remove(rows: removed)
        guard entries > 0 else { return nil }
        var kind = AggregationMapChange.Kind.remove
        if case .perCPUArray = table.layout.storage { kind = .zero }
        return AggregationMapChange(id, kind, keys: keys, keySize: table.layout.keySize, count: entries)
    }

    func index(of id: AggregationID) -> Int? { indices[id] }
}

/// What the session must do to entries of an aggregation's map.
struct AggregationMapChange: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// Delete the entries; ones that are gone already are no error.
        case remove
        /// Set all words of all CPUs to 0.
        case zero
    }

    var aggregation: AggregationID
    var kind: Kind
    /// The keys of the entries, one after another; empty for an aggregation without keys.
    var keys: [UInt8]
    /// The bytes of one key.
    var keySize: Int
    /// The number of entries.
    var count: Int

    init(_ aggregation: AggregationID, _ kind: Kind, keys: [UInt8], keySize: Int, count: Int) {
        self.aggregation = aggregation
        self.kind = kind
        self.keys = keys
        self.keySize = keySize
        self.count = count
    }

    /// The key of an entry.
    func key(_ index: Int) -> ArraySlice<UInt8> { keys[(index * keySize)..<((index + 1) * keySize)] }
}
