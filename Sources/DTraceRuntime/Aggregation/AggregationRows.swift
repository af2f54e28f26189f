import DCompiler
import DLanguage
import SystemInfo

/// The rows of one aggregation, or of several joined by their keys, and the order they are shown in.
struct AggregationRows {
    let tables: [AggregationTable]
    /// The number of joined rows.
    let count: Int
    /// For each joined row, its row in each table; -1 where a table has none.
    private let members: [Int]
    private let identities: [[UInt8]]
    private let values: [SortValue]
    private let renderer: ValueRenderer

    init(_ tables: [AggregationTable], renderer: ValueRenderer) {
        self.tables = tables
        self.renderer = renderer
        var identities: [[UInt8]] = []
        var members: [Int] = []
        if tables.count == 1 {
            identities = tables[0].identities
            members = Array(0..<tables[0].rowCount)
        } else {
            var joined: [[UInt8]: Int] = [:]
            for (position, table) in tables.enumerated() {
                for (row, identity) in table.identities.enumerated() {
                    let index = joined[identity, default: identities.count]
                    if index == identities.count {
                        joined[identity] = index
                        identities.append(identity)
                        members += repeatElement(-1, count: tables.count)
                    }
                    members[index * tables.count + position] = row
                }
            }
        }
        count = identities.count
        self.members = members
        self.identities = identities
        values = members.indices.map { index in
            let table = tables[index % tables.count]
            return members[index] < 0
                ? SortValue(number: 0) : SortValue(table.value(of: members[index]), function: table.function)
        }
    }

    /// The row of a table that belongs to a joined row, nil when the table has none.
    func member(_ row: Int, table: Int) -> Int? {
        let member = members[row * tables.count + table]
        return member < 0 ? nil : member
    }

    /// A table that has the row, with its number there: keys are shown from it.
    func keySource(of row: Int) -> (table: AggregationTable, row: Int)? {
        for (position, table) in tables.enumerated() {
            if let member = member(row, table: position) { return (table, member) }
        }
        return nil
    }

    /// All rows from the smallest value to the largest, equal ones by key: what trunc() goes by.
    func sortedByValue() -> [Int] {
        (0..<count).sorted { left, right in
            compareValues(left, right, first: 0) ?? identities[left].lexicographicallyPrecedes(identities[right])
        }
    }

    /// All rows as the sort options want them.
    func sorted() -> [Int] {
        let options = renderer.options
        let keys = sortKeys()
        let first = tables.indices.contains(options.sortAggregationPosition) ? options.sortAggregationPosition : 0
        let order = (0..<count).sorted { left, right in
            if options.sortsByKey, keys[left] != keys[right] {
                return keys[left].lexicographicallyPrecedes(keys[right])
            }
            return compareValues(left, right, first: first) ?? keys[left].lexicographicallyPrecedes(keys[right])
        }
        return options.sortsInReverse ? order.reversed() : order
    }

    /// The identities, or, when another key is to be compared first, the same with the keys turned around.
    private func sortKeys() -> [[UInt8]] {
        let first = renderer.options.sortKeyPosition
        guard let keyCount = tables.first?.layout.keys.count, first > 0, first < keyCount else { return identities }
        return (0..<count).map { row in
            guard let source = keySource(of: row) else { return identities[row] }
            let key = source.table.mapKeys[source.table.shownKey(of: source.row)]
            let turned = Array(key).withRawSpan { key in
                try? renderer.identity(of: source.table.layout.keys, in: key, first: first)
            }
            return turned ?? identities[row]
        }
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
