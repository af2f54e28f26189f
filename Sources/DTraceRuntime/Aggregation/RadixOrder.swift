/// Sorts rows by columns of numbers, byte by byte: the time grows with the number of rows only.
enum RadixOrder {
    /// The rows from the smallest to the largest by the columns, the first of which counts most.
    ///
    /// - Parameters:
    ///   - columns: At least one; a number for each row.
    ///   - precedes: Decides between two rows that are alike in all columns.
    static func sorted(by columns: [[UInt64]], precedes: (Int, Int) -> Bool) -> [Int] {
        var order = Array(columns[0].indices)
        // A column that is the same everywhere decides nothing: counts of a new key are all 1.
        let columns = columns.filter { column in column.contains { $0 != column[0] } }
        // A pass keeps the order of rows that it finds alike, so the last pass decides first.
        for column in columns.reversed() { order = pass(order, column) }
        settleTies(of: &order, columns, precedes)
        return order
    }

    private static func pass(_ rows: [Int], _ column: [UInt64]) -> [Int] {
        var counts = [Int](repeating: 0, count: 8 * 256)
        for number in column {
            for byte in 0..<8 { counts[byte << 8 | Int(truncatingIfNeeded: number >> (8 * byte) & 255)] += 1 }
        }
        var order = rows
        var next = rows
        for byte in 0..<8 {
            let shift = UInt64(8 * byte)
            let places = counts[(byte << 8)..<((byte + 1) << 8)]
            if places.contains(rows.count) { continue }
            var starts: [Int] = []
            var start = 0
            for count in places {
                starts.append(start)
                start += count
            }
            for row in order {
                let digit = Int(truncatingIfNeeded: column[row] >> shift & 255)
                next[starts[digit]] = row
                starts[digit] += 1
            }
            swap(&order, &next)
        }
        return order
    }

    private static func settleTies(
        of order: inout [Int], _ columns: [[UInt64]], _ precedes: (Int, Int) -> Bool
    ) {
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, columns.allSatisfy({ $0[order[start]] == $0[order[end]] }) { end += 1 }
            if end - start > 1 { order[start..<end].sort(by: precedes) }
            start = end
        }
    }
}
