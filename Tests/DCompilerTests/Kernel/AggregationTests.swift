import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// The words that aggregating functions leave behind.
@Suite struct AggregationTests {
    /// Fires once for each value with `@ = function(arg0)` and gives the words.
    private func words(_ function: AggregatingFunction, _ values: [Int64], isSigned: Bool = true) throws -> [Int64] {
        var builder = ProgramBuilder()
        let id = builder.aggregation("", function, isSigned: isSigned)
        let value: TypedExpression? = function == .count ? nil : .argument(0)
        builder.clause([.aggregate(TypedAggregate(aggregation: id, keys: [], value: value))])
        let runner = try ImageRunner(builder.program)
        for value in values {
            try runner.fire(ImageRunner.Firing(arguments: [value] + [Int64](repeating: 0, count: 9)))
        }
        return try #require(try runner.words(id))
    }

    @Test func `count, sum and avg add up`() throws {
        #expect(try words(.count, [1, 2, 3]) == [3])
        #expect(try words(.sum, [5, -7, 1]) == [3, -1])
        #expect(try words(.avg, [5, -7, 1]) == [3, -1])
    }

    @Test(arguments: [[5, -7, 1], [3, 4], [-3, -4], [0], [.min, .max]] as [[Int64]])
    func `min and max keep the extremes from the first value on`(values: [Int64]) throws {
        let least = try words(.min, values)
        #expect(least == [Int64(values.count), values.min()! ^ Int64.max])
        let most = try words(.max, values)
        #expect(most == [Int64(values.count), values.max()! ^ Int64.min])
        let unsigned = try words(.max, values, isSigned: false)
        #expect(UInt64(bitPattern: unsigned[1]) == values.map { UInt64(bitPattern: $0) }.max())
    }

    @Test func `stddev sums squares in 128 bits`() throws {
        let values: [Int64] = [3, -4, .max, .min, 1 << 40, -0x1234_5678_9abc]
        var low: UInt64 = 0
        var high: UInt64 = 0
        for value in values {
            let square = value.magnitude.multipliedFullWidth(by: value.magnitude)
            let (sum, carry) = low.addingReportingOverflow(square.low)
            low = sum
            high = high &+ square.high &+ (carry ? 1 : 0)
        }
        let sum = values.reduce(0, &+)
        #expect(
            try words(.stddev, values) == [6, sum, Int64(bitPattern: low), Int64(bitPattern: high)])
    }

    @Test func `quantize finds the power of two`() throws {
        var expected = [Int64](repeating: 0, count: 128)
        let values: [(Int64, Int)] = [
            (0, 63), (1, 64), (2, 65), (3, 65), (4, 66), (-1, 62), (-2, 61), (-5, 60), (.max, 126), (.min, 0),
            (1 << 62, 126), ((1 << 62) - 1, 125), (-(1 << 62), 0), (1 << 32, 96), (0xffff_ffff, 95),
        ]
        for (_, bucket) in values { expected[1 + bucket] += 1 }
        expected[0] = Int64(values.count)
        #expect(try words(.quantize, values.map(\.0)) == expected)
    }

    @Test func `lquantize cuts the range into steps`() throws {
        let function = AggregatingFunction.lquantize(base: -10, limit: 20, step: 10)
        #expect(
            try words(function, [-11, .min, -10, -1, 0, 9, 10, 19, 20, .max, 19]) == [11, 2, 2, 2, 3, 2])
    }

    @Test func `llquantize cuts powers into steps on both sides of zero`() throws {
        // 1-9 by one, 10-99 by ten, below 1, and 100 or more.
        let function = AggregatingFunction.llquantize(factor: 10, low: 0, high: 1, steps: 10)
        let words = try words(function, [0, 1, 9, 10, 19, 20, 99, 100, .max, -1, -9, -10, -99, -100, .min])
        let scale = LogLinearScale(10, 0, 1, 10)
        #expect(scale.overflowBucket == 19)
        var expected = [Int64](repeating: 0, count: AggregationValue.words(of: function))
        expected[0] = 15
        for bucket in [0, 1, 9, 10, 10, 11, 18, 19, 19, -1, -9, -10, -18, -19, -19] {
            expected[1 + scale.centre + bucket] += 1
        }
        #expect(words == expected)
    }

    @Test func `keys are packed, padded and kept apart`() throws {
        var builder = ProgramBuilder()
        let id = builder.aggregation("a", .sum, keys: [.char, .long, .string])
        let small = builder.aggregation("b", .count, keys: [.short, .int])
        let key = TypedExpression.binary(.modulo, .argument(0), .integer(2, .long), .long)
        let text = TypedExpression(
            .conditional(.argument(1), .text("a longer text than the other one"), .text("short")), .string)
        builder.clause([
            .aggregate(
                TypedAggregate(
                    aggregation: id, keys: [.integer(-1, .char), key, text], value: .argument(0))),
            .aggregate(
                TypedAggregate(aggregation: small, keys: [.integer(2, .short), key.converted(to: .int)], value: nil)),
        ])
        let runner = try ImageRunner(builder.program)
        for value in 0..<10 as Range<Int64> {
            try runner.fire(
                ImageRunner.Firing(arguments: [value, value % 3 == 0 ? 1 : 0] + [Int64](repeating: 0, count: 8)))
        }
        let layout = runner.compiled.aggregations[0]
        #expect(layout.keys.map(\.offset) == [0, 8, 16])
        var bytes = [UInt8](repeating: 0, count: layout.keySize)
        bytes[0] = 0xff
        bytes.set(1 as Int64, at: 8)
        for (index, byte) in "short".utf8.enumerated() { bytes[16 + index] = byte }
        // Odd values that three does not divide: 1, 5, 7.
        #expect(try runner.words(id, key: bytes) == [3, 13])
        var pair = [UInt8](repeating: 0, count: 8)
        pair.set(2 as Int16, at: 0)
        #expect(try runner.words(small, key: pair) == [5])
    }

    @Test func `keys without room are counted as drops`() throws {
        var builder = ProgramBuilder()
        let id = builder.aggregation("a", .count, keys: [.long])
        builder.clause([.aggregate(TypedAggregate(aggregation: id, keys: [.argument(0)], value: nil))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(aggregationSize: 64))
        for value in 0..<300 as Range<Int64> {
            try runner.fire(ImageRunner.Firing(arguments: [value] + [Int64](repeating: 0, count: 9)))
        }
        #expect(try runner.drops(.aggregation) >= 200)
        #expect(try runner.words(id, key: [0, 0, 0, 0, 0, 0, 0, 0]) == [1])
    }

    @Test(arguments: [(8, 1), (9, 2), (40, 5)])
    func `many aggregations share their memory`(count: Int, share: Int) throws {
        func entries(_ count: Int) throws -> [Int] {
            var builder = ProgramBuilder()
            let ids = (0..<count).map { builder.aggregation("a\($0)", .count, keys: [.long]) }
            builder.clause(
                ids.map { .aggregate(TypedAggregate(aggregation: $0, keys: [.argument(0)], value: nil)) })
            let compiled = try compile(builder.program, options: CompileOptions(aggregationSize: 1 << 20))
            return compiled.maps.filter { $0.type == .perCPUHash }.map(\.maxEntries)
        }
        let alone = try #require(try entries(1).first)
        let shared = try entries(count)
        #expect(shared.count == count)
        #expect(shared.allSatisfy { $0 * share <= alone && ($0 + 1) * share >= alone - share }, "\(alone) \(shared)")
    }

    @Test func `names of probes as keys take their id`() throws {
        var builder = ProgramBuilder()
        let id = builder.aggregation("a", .count, keys: [.string, .int])
        builder.clause([
            .aggregate(
                TypedAggregate(aggregation: id, keys: [.builtin(.probefunc, .string), .integer(5)], value: nil))
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire(ImageRunner.Firing(probeID: 9))
        #expect(runner.compiled.aggregations[0].keys[0].probePart == .probefunc)
        #expect(try runner.words(id, key: [9, 0, 0, 0, 5, 0, 0, 0]) == [1])
    }
}
