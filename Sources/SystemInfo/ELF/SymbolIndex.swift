/// The functions of a file sorted by address: finds the one that an address lies in.
public struct SymbolIndex: Sendable {
    private var entries: [Entry] = []
    /// The names one after another, so that a large index is two blocks of memory.
    private var names: [UInt8] = []

    private struct Entry {
        var start: UInt64
        /// The first address behind the function; the next function's start when the file gives no size.
        var end: UInt64
        /// The largest `end` of this and all earlier entries: bounds the search among nested functions.
        var reach: UInt64
        var name: Range<Int>
        var rank: Rank
    }

    /// What decides between several names of one address: the smallest wins.
    private struct Rank {
        var isLocal: Bool
        var underscores: Int
    }

    /// Collects the functions of a file.
    public init(_ file: borrowing ELFFile) throws {
        var index = SymbolIndex()
        try file.forEachFunction { index.add($0) }
        index.arrange()
        self = index
    }

    /// An index over the given functions.
    public init(_ symbols: some Sequence<ELFSymbol>) {
        for symbol in symbols { add(symbol) }
        arrange()
    }

    private init() {}

    /// The function that covers a link-time address and the distance from its start in bytes.
    public func lookup(_ address: UInt64) -> (name: String, offset: UInt64)? {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].start <= address { low = middle + 1 } else { high = middle }
        }
        var position = low - 1
        while position >= 0, entries[position].reach > address {
            let entry = entries[position]
            if address < entry.end {
                return (String(decoding: names[entry.name], as: UTF8.self), address - entry.start)
            }
            position -= 1
        }
        return nil
    }

    private mutating func add(_ symbol: ELFSymbol) {
        let first = names.count
        names.append(contentsOf: symbol.name.utf8)
        let (end, overflow) = symbol.address.addingReportingOverflow(symbol.size)
        entries.append(
            Entry(
                start: symbol.address, end: overflow ? .max : end, reach: 0, name: first..<names.count,
                rank: Rank(
                    isLocal: symbol.binding == .local,
                    underscores: symbol.name.utf8.prefix { $0 == UInt8(ascii: "_") }.count)))
    }

    /// Sorts by address, keeps the best name of each, gives ends to functions without a size.
    private mutating func arrange() {
        let names = names
        entries.sort { Self.isBefore($0, $1, names) }
        var kept: [Entry] = []
        kept.reserveCapacity(entries.count)
        for entry in entries where kept.last?.start != entry.start { kept.append(entry) }
        var reach: UInt64 = 0
        for position in kept.indices {
            if kept[position].end == kept[position].start {
                kept[position].end = position + 1 < kept.count ? kept[position + 1].start : .max
            }
            reach = max(reach, kept[position].end)
            kept[position].reach = reach
        }
        entries = kept
    }

    /// Order by address; for one address the name that people know: visible outside, few leading underscores, short.
    private static func isBefore(_ a: Entry, _ b: Entry, _ names: [UInt8]) -> Bool {
        if a.start != b.start { return a.start < b.start }
        // A name without a size is a label at most.
        if (a.end == a.start) != (b.end == b.start) { return b.end == b.start }
        if a.rank.isLocal != b.rank.isLocal { return b.rank.isLocal }
        if a.rank.underscores != b.rank.underscores { return a.rank.underscores < b.rank.underscores }
        if a.name.count != b.name.count { return a.name.count < b.name.count }
        return names[a.name].lexicographicallyPrecedes(names[b.name])
    }
}
