import BPF
import DLanguage

/// The maps of a program's aggregations and what lies where in them.
struct AggregationMaps {
    private(set) var layouts: [AggregationLayout] = []
    private(set) var maps: [MapSpec] = []

    /// The most bytes the kernel gives one value of a per-CPU map (`PCPU_MIN_UNIT_SIZE`).
    private static let valueLimit = 32 << 10

    /// So many aggregations with keys have room for the whole `aggsize` each. More share what these would have: the kernel
    /// takes the memory at once, and needs a hundredth of a second for each MB.
    private static let wholeShares = 8

    init(_ program: TypedProgram, _ layout: TypeLayout, _ options: CompileOptions) throws(CompileError) {
        let uses = KeyUses(program)
        let keyedCount = program.aggregations.count { !$0.keys.isEmpty }
        let budget = options.aggregationSize / max(1, (keyedCount + Self.wholeShares - 1) / Self.wholeShares)
        for aggregation in program.aggregations {
            let words = AggregationValue.words(of: aggregation.function)
            guard words * 8 <= Self.valueLimit else {
                throw CompileError(
                    "@\(aggregation.name) has \(words - 1) buckets, more than the \(Self.valueLimit / 8 - 1) the kernel can hold; "
                        + "choose a larger step or a smaller range.")
            }
            let reference = MapReference("agg_\(aggregation.id.index)")
            let keys = Self.fields(aggregation, uses, layout)
            let isKeyed = !aggregation.keys.isEmpty
            let keySize = isKeyed ? KeyLayout(fields: keys).size : 0
            let shortKeys = Self.shortKeys(keys, keySize, reference)
            if isKeyed {
                let entry = keySize + words * 8 + MapOverhead.hashElement
                let map = MapSpec(
                    reference, .perCPUHash, keySize: keySize, valueSize: words * 8,
                    maxEntries: max(1, budget / entry))
                maps.append(map)
                if let shortKeys { maps.append(map.withShorterKeys(shortKeys)) }
            }
            let place = isKeyed ? (reference, AggregationLayout.Storage.perCPUHash) : element(words, reference)
            layouts.append(
                AggregationLayout(
                    aggregation: aggregation, map: place.0, storage: place.1, keys: keys, keySize: keySize,
                    valueWords: words, shortKeys: shortKeys))
        }
    }

    /// The frames of a stack in a short key, and the size from which a key has a short form.
    private static let shortFrames = 12
    private static let longKeySize = 256

    /// The short form of keys that end with room for a long stack.
    private static func shortKeys(_ keys: [RecordField], _ keySize: Int, _ map: MapReference)
        -> AggregationLayout.ShortKeys?
    {
        guard keySize >= longKeySize, let last = keys.max(by: { $0.offset < $1.offset }),
            case .stack = last.type.resolved
        else { return nil }
        // The process, then the frames.
        let size = last.offset + 8 + shortFrames * 8
        guard size + 8 <= keySize else { return nil }
        return AggregationLayout.ShortKeys(map: MapReference("\(map.name)_short"), size: size)
    }

    /// An element for an aggregation without keys: those with values of one size share an array, as a program can use no more
    /// than 64 maps.
    private mutating func element(
        _ words: Int, _ reference: MapReference
    ) -> (MapReference, AggregationLayout.Storage) {
        guard let map = maps.firstIndex(where: { $0.type == .perCPUArray && $0.valueSize == words * 8 }) else {
            maps.append(MapSpec(reference, .perCPUArray, keySize: 4, valueSize: words * 8, maxEntries: 1))
            return (reference, .perCPUArray(index: 0))
        }
        maps[map].maxEntries += 1
        return (maps[map].reference, .perCPUArray(index: maps[map].maxEntries - 1))
    }

    private static func fields(_ aggregation: Aggregation, _ uses: KeyUses, _ layout: TypeLayout) -> [RecordField] {
        var fields: [RecordField] = []
        for (index, type) in aggregation.keys.enumerated() {
            let part = uses.probePart(aggregation.id, index)
            let expressions = uses.expressions(aggregation.id, index)
            let isString = type.resolved == .string
            let size =
                part != nil
                ? 4
                : isString ? expressions.map(layout.stringSize(of:)).max() ?? layout.stringSize : layout.size(of: type)
            fields.append(RecordField(offset: 0, size: max(1, size), type: type, probePart: part))
        }
        for (index, offset) in KeyLayout(fields: fields).offsets.enumerated() { fields[index].offset = offset }
        return fields
    }
}

extension MapSpec {
    /// A map for as many entries with short keys.
    fileprivate func withShorterKeys(_ keys: AggregationLayout.ShortKeys) -> MapSpec {
        MapSpec(keys.map, type, keySize: keys.size, valueSize: valueSize, maxEntries: maxEntries)
    }
}

/// Which expressions stand at each place of the keys of each aggregation, over all clauses.
private struct KeyUses {
    private var uses: [AggregationID: [[TypedExpression]]] = [:]

    init(_ program: TypedProgram) {
        for clause in program.clauses { collect(clause.statements) }
    }

    private mutating func collect(_ statements: [TypedStatement]) {
        for statement in statements {
            switch statement {
            case .aggregate(let aggregate): uses[aggregate.aggregation, default: []].append(aggregate.keys)
            case .conditional(_, let first, let second):
                collect(first)
                collect(second)
            case .expression, .action: break
            }
        }
    }

    func expressions(_ id: AggregationID, _ index: Int) -> [TypedExpression] {
        uses[id, default: []].compactMap { $0.indices.contains(index) ? $0[index] : nil }
    }

    /// The part of the probe's name that every use gives here; then the probe's id is enough.
    func probePart(_ id: AggregationID, _ index: Int) -> BuiltinVariable? {
        var common: BuiltinVariable?
        for expression in expressions(id, index) {
            guard case .builtin(let variable) = expression.kind, RuntimeMap.probeNameOffsets[variable] != nil,
                common == nil || common == variable
            else { return nil }
            common = variable
        }
        return common
    }
}
