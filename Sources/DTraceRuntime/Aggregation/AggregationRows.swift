import DCompiler
import DLanguage
import SystemInfo

/// The rows of one aggregation, or of several joined by their keys, and the order they are shown in.
struct AggregationRows {
    let tables: [ShownTable]
    /// The number of joined rows.
    let count: Int
    /// For each joined row, its row in each table; -1 where a table has none. Empty when there is one table: its rows are these.
    private let members: [Int]
    private let identities: ByteStrings
    private let values: [SortValue]
    private let renderer: ValueRenderer

    init(_ tables: [AggregationTable], renderer: ValueRenderer) {
        let shown = tables.map(\.shown)
        self.tables = shown
        self.renderer = renderer
        var members: [Int] = []
        if tables.count == 1 {
            identities = shown[0].identities
        } else {
            var joined = ByteStringTable()
            for (position, table) in shown.enumerated() {
                for row in 0..<table.identities.count {
                    let (index, isNew) = joined.insert(Array(table.identities[row]))
                    if isNew { members += repeatElement(-1, count: tables.count) }
                    members[index * tables.count + position] = row
                }
            }
            identities = joined.strings
        }
        count = identities.count
        self.members = members
        values = (0..<count * tables.count).map { index in
            let row = tables.count == 1 ? index : members[index]
            guard row >= 0 else { return SortValue(number: 0) }
            let table = shown[index % shown.count]
            return table.withValue(of: row) { SortValue($0, function: table.function) }
        }
    }

    /// The row of a table that belongs to a joined row, nil when the table has none.
    func member(_ row: Int, table: Int) -> Int? {
        if tables.count == 1 { return row }
        let member = members[row * tables.count + table]
        return member < 0 ? nil : member
    }

    /// The position of a table that has the row, with the row's number there: keys are shown from it.
    func keySource(of row: Int) -> (table: Int, row: Int)? {
        for position in tables.indices {
            if let member = member(row, table: position) { return (position, member) }
        }
        return nil
    }

    /// All rows from the smallest value to the largest, equal ones by key: what trunc() goes by.
    func sortedByValue() -> [Int] { sorted(by: identities, keysFirst: false, first: 0) }

    /// Hands out all rows in the order that the sort options want.
    func forEachSorted(_ body: (_ row: Int) throws(MalformedData) -> Void) throws(MalformedData) {
        let order = sorted()
        for (place, row) in order.enumerated() {
            // That order has nothing to do with where the rows lie.
            if place + Self.distance < order.count { prefetch(order[place + Self.distance]) }
            try body(row)
        }
    }

    /// How many rows ahead memory is asked for: it takes as long to come as a row or two to be formatted.
    private static let distance = 8

    private func prefetch(_ row: Int) {
        for position in tables.indices {
            if let member = member(row, table: position) { tables[position].prefetch(member) }
        }
    }

    /// All rows as the sort options want them.
    private func sorted() -> [Int] {
        let options = renderer.options
        let first = tables.indices.contains(options.sortAggregationPosition) ? options.sortAggregationPosition : 0
        let order = sorted(by: sortKeys(), keysFirst: options.sortsByKey, first: first)
        return options.sortsInReverse ? order.reversed() : order
    }

    /// Rows by numbers first, which tell most of them apart; the others by all that there is.
    private func sorted(by keys: ByteStrings, keysFirst: Bool, first: Int) -> [Int] {
        let prefixes = (0..<count).map { keys.prefix(of: $0) }
        var columns = [prefixes]
        if !keysFirst {
            let shown = (0..<count).map { values[$0 * tables.count + first] }
            columns = [shown.map(\.numberOrder)] + (tables.count == 1 ? columns : [])
            if shown.contains(where: { $0.weight != 0 }) { columns.insert(shown.map(\.weightOrder), at: 0) }
        }
        return RadixOrder.sorted(by: columns) { left, right in
            if keysFirst, let order = precedes(left, right, keys) { return order }
            if let order = compareValues(left, right, first: first) { return order }
            return precedes(left, right, keys) ?? false
        }
    }

    /// Whether a row's key comes before another's; nil when they are the same.
    private func precedes(_ left: Int, _ right: Int, _ keys: ByteStrings) -> Bool? {
        let (one, other) = (keys.range(of: left), keys.range(of: right))
        for index in 0..<min(one.count, other.count) {
            let (a, b) = (keys.bytes[one.lowerBound + index], keys.bytes[other.lowerBound + index])
            if a != b { return a < b }
        }
        return one.count == other.count ? nil : one.count < other.count
    }

    /// The identities, or, when another key is to be compared first, the same with the keys turned around.
    private func sortKeys() -> ByteStrings {
        let first = renderer.options.sortKeyPosition
        guard let keyCount = tables.first?.layout.keys.count, first > 0, first < keyCount else { return identities }
        var turned = ByteStrings()
        for row in 0..<count { turned.append(turnedKey(of: row, first: first) ?? Array(identities[row])) }
        return turned
    }

    private func turnedKey(of row: Int, first: Int) -> [UInt8]? {
        guard let source = keySource(of: row) else { return nil }
        let table = tables[source.table]
        var turned: [UInt8] = []
        let isTurned: Void? = try? table.withKey(of: source.row) { key throws(MalformedData) in
            try renderer.append(identityOf: table.layout.keys.map { KeyPart($0) }, in: key, first: first, to: &turned)
        }
        guard isTurned != nil else { return nil }
        return turned
    }

    /// Whether one row's values come before another's, from the `first` aggregation on; nil when all are equal.
    private func compareValues(_ left: Int, _ right: Int, first: Int) -> Bool? {
        for index in tables.indices {
            let position = (index + first) % tables.count
            let one = values[left * tables.count + position]
            let other = values[right * tables.count + position]
            if one != other { return one < other }
        }
        return nil
    }
}
