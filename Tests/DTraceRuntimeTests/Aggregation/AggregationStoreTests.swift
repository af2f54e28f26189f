import DCompiler
import DLanguage
import Testing

@testable import DTraceRuntime

@Suite struct AggregationStoreTests {
    @Test func `prints keys and values in columns, sorted by value`() throws {
        var counts = AggregationFixture(.count, keys: key("x"))
        counts.add(key("sshd"), [2], [1])
        counts.add(key("bash"), [0], [1])
        counts.add(key("init"), [3], [0])
        let store = try store([counts])
        let blanks = String(repeating: " ", count: 46)
        #expect(
            try store.printed([counts.id]) == """

                  bash\(blanks)                1
                  init\(blanks)                3
                  sshd\(blanks)                3

                """)
    }

    @Test func `prints every kind of key`() throws {
        var keys = RecordFixture()
        keys.add(Int8(-1))
        keys.add(Int16(-2))
        keys.add(UInt32.max)
        keys.add(Int64(-4))
        keys.add(process: 0, addresses: [0x1010], type: .symbol(.sym))
        keys.add(process: 0, addresses: [0x2000, 0], type: .stack(.init(isUser: false, frames: 2)))
        var sums = AggregationFixture(.sum, keys: keys)
        sums.add(keys, [1, 5])
        let store = try store([sums])
        #expect(
            try store.printed([sums.id]) == """

                  -1    -2       -1               -4  vmlinux`do_work                                   
                              ext4`ext4_read
                                5

                """)
    }

    @Test func `prints nothing for an aggregation never updated`() throws {
        var count = AggregationFixture(.count)
        count.add(RecordFixture(), [0], [0])
        let store = try store([count])
        #expect(try store.printed([count.id]) == "\n")
        count.map[0].values[1] = [7]
        try count.snapshot(into: store)
        #expect(try store.printed([count.id]) == "\n                7\n")
    }

    @Test func `computes averages, extremes and deviations over CPUs`() throws {
        var average = AggregationFixture(.avg, index: 0)
        average.add(RecordFixture(), [2, 7], [1, UInt64(bitPattern: -27)])
        var smallest = AggregationFixture(.min, index: 1)
        smallest.add(RecordFixture(), [1, 5], [0, 0], [1, UInt64(bitPattern: -3)])
        var largest = AggregationFixture(.max, index: 2)
        largest.add(RecordFixture(), [0, 0], [1, UInt64(bitPattern: -9)], [1, UInt64(bitPattern: -3)])
        var unsigned = AggregationFixture(.max, index: 3, isSigned: false)
        unsigned.add(RecordFixture(), [1, 5], [1, .max])
        // 2, 4, 4, 4, 5, 5, 7, 9 have mean 5 and deviation 2; their squares add up to 232.
        var deviation = AggregationFixture(.stddev, index: 4)
        deviation.add(RecordFixture(), [4, 14, 52, 0], [4, 26, 180, 0])
        let all = [average, smallest, largest, unsigned, deviation]
        let store = try store(all)
        let values = try all.map { try store.printed([$0.id], "%@d") }
        #expect(values == ["-6", "-3", "-3", "18446744073709551615", "2"])
    }

    @Test func `takes 128-bit squares`() {
        func deviation(_ words: [UInt64]) -> UInt64 {
            AggregationArithmetic.standardDeviation(words.span, normal: 1)
        }
        // Two values of 2^40 and none else: deviation 0; 2^81 does not fit 64 bits.
        #expect(deviation([2, 1 << 41, 0, 1 << 17]) == 0)
        // 0 and 2^41: mean 2^40, mean of squares 2^81, deviation 2^40.
        #expect(deviation([2, 1 << 41, 0, 1 << 18]) == 1 << 40)
        #expect(AggregationArithmetic.squareRoot(.max) == .max)
        #expect(AggregationArithmetic.squareRoot(99) == 9)
        #expect(AggregationArithmetic.squareRoot(0) == 0)
    }

    @Test func `joins keys that show the same`() throws {
        var probe = RecordFixture()
        probe.add(probe: 7, part: .probefunc)
        var counts = AggregationFixture(.count, keys: probe)
        for id in [7, 8, 9] {
            var key = RecordFixture()
            key.add(probe: id, part: .probefunc)
            counts.add(key, [UInt64(id)])
        }
        let store = try store([counts])
        #expect(try store.printed([counts.id], "%s %@d\n") == "vfs_read 9\nread 15\n")
    }

    @Test func `ignores what follows the end of a string`() throws {
        var counts = AggregationFixture(.count, keys: key("x"))
        var dirty = key("ab").bytes
        dirty[9] = 77
        counts.add(key("ab"), [1])
        counts.map.append((dirty, [[2]]))
        let store = try store([counts])
        #expect(try store.printed([counts.id], "%s %@d\n") == "ab 3\n")
    }

    @Test func `formats rows with printa`() throws {
        var sums = AggregationFixture(.sum, keys: key("x"))
        sums.add(key("a"), [1, UInt64(bitPattern: -5)])
        sums.add(key("b"), [1, 12])
        let store = try store([sums])
        #expect(
            try store.printed([sums.id], "%-4s|%@6d|%@-6d|%@x\n")
                == "a   |    -5|-5    |fffffffffffffffb\nb   |    12|12    |c\n")
        #expect(try store.printed([sums.id], "%@.1f;") == "-5.0;12.0;")
    }

    @Test func `prints distributions and several aggregations in one row`() throws {
        var counts = AggregationFixture(.count, index: 0, keys: key("x"))
        var sums = AggregationFixture(.sum, index: 1, keys: key("x"))
        counts.add(key("a"), [4])
        counts.add(key("b"), [2])
        sums.add(key("a"), [4, 10])
        sums.add(key("c"), [1, 1])
        let store = try store([counts, sums])
        #expect(try store.printed([counts.id, sums.id], "%s %@d %@d\n") == "c 0 1\nb 2 0\na 4 10\n")
        store.renderer.options.sortAggregationPosition = 1
        #expect(try store.printed([counts.id, sums.id], "%s %@d %@d\n") == "b 2 0\nc 0 1\na 4 10\n")
        let blanks = String(repeating: " ", count: 49)
        #expect(try store.printed([counts.id, sums.id]).hasSuffix("  a\(blanks)                4               10\n"))
        var quantize = AggregationFixture(.quantize)
        quantize.add(RecordFixture(), distribution(.quantize, [64: 1]))
        let other = try DTraceRuntimeTests.store([quantize])
        #expect(try other.printed([quantize.id], "<%@d>").hasPrefix("<\n           value  ---"))
    }

    @Test func `sorts as the options say`() throws {
        var keys = RecordFixture()
        keys.add(Int32(0))
        keys.add("x", size: 4)
        var counts = AggregationFixture(.count, keys: keys)
        for (number, name, count) in [(1, "b", 3), (-1, "c", 2), (2, "a", 1)] as [(Int32, String, UInt64)] {
            var key = RecordFixture()
            key.add(number)
            key.add(name, size: 4)
            counts.add(key, [count])
        }
        let sorted = { (change: (inout OutputOptions) -> Void) in
            let store = try store([counts], change)
            return try store.printed([counts.id], "%d%s ")
        }
        #expect(try sorted { _ in } == "2a -1c 1b ")
        #expect(try sorted { $0.sortsInReverse = true } == "1b -1c 2a ")
        // Negative numbers come last, as DTrace has it.
        #expect(try sorted { $0.sortsByKey = true } == "1b 2a -1c ")
        #expect(
            try sorted {
                $0.sortsByKey = true
                $0.sortKeyPosition = 1
            } == "2a 1b -1c ")
        #expect(
            try sorted {
                $0.sortsByKey = true
                $0.sortKeyPosition = 9
            } == "1b 2a -1c ")
    }

    @Test func `sorts distributions by their weight`() throws {
        var quantize = AggregationFixture(.quantize, keys: key("x"))
        quantize.add(key("many small"), distribution(.quantize, [64: 9]))
        quantize.add(key("one large"), distribution(.quantize, [68: 1]))
        quantize.add(key("zeros"), distribution(.quantize, [63: 5]))
        let store = try store([quantize])
        #expect(try store.printed([quantize.id], "%s;") == "zeros;many small;one large;")
    }

    @Test func `shows each CPU's share`() throws {
        var counts = AggregationFixture(.count, keys: key(Int64(5)))
        counts.add(key(Int64(5)), [3], [4])
        let store = try store([counts]) { $0.showsAggregationsPerCPU = true }
        #expect(
            try store.printed([counts.id]) == """

                                5                7
                    [CPU 0]                3
                    [CPU 1]                4

                """)
    }

    @Test func `divides what it shows by the normalization factor`() throws {
        var sums = AggregationFixture(.sum)
        sums.add(RecordFixture(), [2, UInt64(bitPattern: -1999)])
        let store = try store([sums])
        #expect(store.apply(.normalize(sums.id, by: 1000)) == nil)
        #expect(try store.printed([sums.id]) == "\n               -1\n")
        _ = store.apply(.normalize(sums.id, by: 0))
        #expect(try store.printed([sums.id], "%@d") == "-1")
        _ = store.apply(.denormalize(sums.id))
        #expect(try store.printed([sums.id], "%@d") == "-1999")
    }

    @Test func `prints what printa did not at the end`() throws {
        var first = AggregationFixture(.count, index: 0)
        first.add(RecordFixture(), [1])
        var second = AggregationFixture(.count, index: 1)
        second.add(RecordFixture(), [2])
        let store = try store([first, second])
        _ = try store.printed([first.id])
        var output = OutputBuffer()
        try store.printRemaining(into: &output)
        #expect(output.text == "\n                2\n")
    }

    @Test func `refuses entries that do not fit`() throws {
        let store = try store([AggregationFixture(.count, keys: key("x"))])
        let id = AggregationID(index: 0)
        #expect(throws: MalformedData.self) {
            try store.snapshot(of: id) { table in
                try table.add(key: littleEndian(UInt16(1)).span.bytes, values: littleEndian(UInt64(1)).span.bytes)
            }
        }
        #expect(throws: MalformedData.self) {
            try store.snapshot(of: id) { table in
                try table.add(key: key("x").bytes.span.bytes, values: littleEndian(UInt16(1)).span.bytes)
            }
        }
        #expect(try store.printed([id]) == "\n")
    }

    @Test func `leaves an aggregation of another program alone`() throws {
        let store = try store([AggregationFixture(.count)])
        var asked = 0
        store.snapshot(of: AggregationID(index: 9)) { _ in asked += 1 }
        #expect(asked == 0)
        store.snapshot(of: AggregationID(index: 0)) { _ in asked += 1 }
        #expect(asked == 1)
    }

    @Test func `takes a hundred thousand keys`() throws {
        var counts = AggregationFixture(.count, keys: key(Int64(0)))
        for number in 0..<100_000 { counts.add(key(Int64(number)), [UInt64(number * 7919 % 100_003)]) }
        let store = try store([counts])
        let lines = try store.printed([counts.id], "%@d\n").split(separator: "\n").compactMap { Int($0) }
        #expect(lines.count == 100_000)
        #expect(lines == lines.sorted())
        #expect(store.apply(.truncate(counts.id, count: 10))?.count == 99_990)
        #expect(try store.printed([counts.id], "%@d ").split(separator: " ").count == 10)
    }
}
