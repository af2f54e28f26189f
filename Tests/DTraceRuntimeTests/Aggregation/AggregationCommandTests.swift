import DCompiler
import DLanguage
import Testing

@testable import DTraceRuntime

@Suite struct AggregationCommandTests {
    @Test func `clears by remembering, so that nothing counted meanwhile is lost`() throws {
        var counts = AggregationFixture(.count, keys: key("x"))
        counts.add(key("a"), [2], [3])
        let store = try store([counts])
        #expect(store.apply(.clear(counts.id)) == nil)
        #expect(try store.printed([counts.id], "%s %@d\n") == "a 0\n")
        counts.map[0].values = [[4], [3]]
        counts.add(key("b"), [1], [0])
        try counts.snapshot(into: store)
        #expect(try store.printed([counts.id], "%s %@d\n") == "b 1\na 2\n")
        _ = store.apply(.clear(counts.id))
        try counts.snapshot(into: store)
        #expect(try store.printed([counts.id], "%s %@d\n") == "a 0\nb 0\n")
        counts.map[0].values = [[9], [3]]
        try counts.snapshot(into: store)
        #expect(try store.printed([counts.id], "%s %@d\n") == "b 0\na 5\n")
    }

    @Test func `clears deviations and distributions`() throws {
        var deviation = AggregationFixture(.stddev)
        deviation.add(RecordFixture(), [2, 0, 0, 1])
        let store = try store([deviation])
        _ = store.apply(.clear(deviation.id))
        // 0 and 6 more: mean 3, deviation 3; the sum of squares carries into its high word.
        deviation.map[0].values = [[4, 6, 36, 1]]
        try deviation.snapshot(into: store)
        #expect(try store.printed([deviation.id], "%@d") == "3")
    }

    @Test func `asks for extremes to be zeroed and keeps their keys`() throws {
        var smallest = AggregationFixture(.min, keys: key("x"))
        smallest.add(key("a"), [1, 5], [1, 4])
        let store = try store([smallest])
        let change = store.apply(.clear(smallest.id))
        #expect(change == AggregationMapChange(smallest.id, .zero, keys: key("a").bytes, keySize: 16, count: 1))
        smallest.map[0].values = [[0, 0], [0, 0]]
        try smallest.snapshot(into: store)
        #expect(try store.printed([smallest.id], "%s %@d\n") == "a 9223372036854775807\n")
        smallest.map[0].values = [[1, 9], [0, 0]]
        try smallest.snapshot(into: store)
        #expect(try store.printed([smallest.id], "%s %@d\n") == "a 9\n")
    }

    @Test func `shows a cleared maximum as the smallest number`() throws {
        var largest = AggregationFixture(.max)
        largest.add(RecordFixture(), [1, 5])
        let store = try store([largest])
        #expect(store.apply(.clear(largest.id))?.kind == .zero)
        largest.map[0].values = [[0, 0]]
        try largest.snapshot(into: store)
        #expect(try store.printed([largest.id], "%@d") == "-9223372036854775808")
    }

    @Test func `clears each CPU's share`() throws {
        var counts = AggregationFixture(.count)
        counts.add(RecordFixture(), [2], [3])
        let store = try store([counts]) { $0.showsAggregationsPerCPU = true }
        _ = store.apply(.clear(counts.id))
        counts.map[0].values = [[2], [7]]
        try counts.snapshot(into: store)
        #expect(
            try store.printed([counts.id]) == """

                                4
                    [CPU 0]                0
                    [CPU 1]                4

                """)
    }

    private func five() throws -> (AggregationFixture, AggregationStore) {
        var counts = AggregationFixture(.count, keys: key("x"))
        for (name, count) in [("a", 5), ("b", 4), ("c", 3), ("d", 2), ("e", 1)] as [(String, UInt64)] {
            counts.add(key(name), [count])
        }
        return (counts, try store([counts]))
    }

    @Test func `truncates to the largest or smallest values`() throws {
        for (count, kept, removed) in [
            (2, "b4 a5 ", "cde"), (-2, "e1 d2 ", "abc"), (9, "e1 d2 c3 b4 a5 ", ""), (0, "", "abcde"),
        ] {
            var (counts, store) = try five()
            let change = store.apply(.truncate(counts.id, count: count))
            #expect(try store.printed([counts.id], "%s%@d ") == kept)
            #expect(change?.count ?? 0 == removed.count)
            for (index, name) in removed.enumerated() { #expect(change?.key(index).first == name.utf8.first) }
            counts.map.removeAll { removed.utf8.contains($0.key[0]) }
            try counts.snapshot(into: store)
            #expect(try store.printed([counts.id], "%s%@d ") == kept)
        }
    }

    @Test func `forgets a clearing when rows are removed`() throws {
        var (counts, store) = try five()
        _ = store.apply(.clear(counts.id))
        #expect(store.apply(.truncate(counts.id, count: nil))?.kind == .remove)
        counts.map = []
        counts.add(key("a"), [1])
        try counts.snapshot(into: store)
        #expect(try store.printed([counts.id], "%s%@d ") == "a1 ")
    }

    @Test func `zeroes what lives in an array`() throws {
        var count = AggregationFixture(.count)
        count.add(RecordFixture(), [3])
        let store = try store([count])
        _ = store.apply(.clear(count.id))
        let change = store.apply(.truncate(count.id, count: nil))
        #expect(change == AggregationMapChange(count.id, .zero, keys: [], keySize: 0, count: 1))
        count.map[0].values = [[1]]
        try count.snapshot(into: store)
        #expect(try store.printed([count.id], "%@d") == "1")
    }
}
