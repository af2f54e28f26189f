import TestSupport
import Testing

@testable import DTraceRuntime

struct RadixOrderTests {
    @Test func `agrees with a sort by comparing`() {
        var random = SeededGenerator(printing: 20_261_123)
        for count in [0, 1, 2, 3, 100, 3000] {
            for range in [1, 5, 300, .max] as [UInt64] {
                let columns = (0..<2).map { _ in (0..<count).map { _ in random.next() % range } }
                let expected = (0..<count).sorted {
                    (columns[0][$0], columns[1][$0], $0) < (columns[0][$1], columns[1][$1], $1)
                }
                #expect(
                    RadixOrder.sorted(by: columns) { $0 < $1 } == expected, "\(count) rows of numbers below \(range)")
            }
        }
    }

    @Test func `rows that are alike are told apart by the last word`() {
        let order = RadixOrder.sorted(by: [[7, 5, 7, 5, 7], [1, 1, 1, 1, 0]]) { $0 > $1 }
        #expect(order == [3, 1, 4, 2, 0])
    }

    @Test func `values have the order of their numbers`() {
        let numbers: [Int64] = [.min, -70_000, -1, 0, 1, 255, 256, .max]
        let orders = numbers.map { SortValue(number: $0).numberOrder }
        #expect(orders == orders.sorted())
        let weights = [-Double.infinity, -1e300, -2, -0.5, 0, 0.25, 3, 1e18, .infinity]
        let weightOrders = weights.map { SortValue(number: 0, weight: $0).weightOrder }
        #expect(weightOrders == weightOrders.sorted() && Set(weightOrders).count == weights.count)
        #expect(SortValue(number: 0, weight: -0.0).weightOrder == SortValue(number: 0).weightOrder)
    }
}
