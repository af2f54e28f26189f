import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Strings: assignment, comparison, keys, subroutines.
@Suite struct StringTests {
    /// What `trace` of each expression records as text, after `setup`.
    private func texts(
        _ expressions: [TypedExpression], after setup: [TypedExpression] = [],
        _ builder: ProgramBuilder = ProgramBuilder(),
        size: Int = 256, arguments: [Int64] = []
    ) throws -> [String] {
        var builder = builder
        builder.clause(setup.map { .expression($0) } + expressions.map { .action(.trace($0)) })
        let runner = try ImageRunner(builder.program, options: CompileOptions(stringSize: size))
        let padded = arguments + [Int64](repeating: 0, count: 10 - arguments.count)
        #expect(try runner.fire(ImageRunner.Firing(arguments: padded)) == nil)
        let record = try #require(runner.records().first)
        return runner.compiled.clauses[0].records[0].actions.compactMap(\.traced).map { record.text($0.offset) }
    }

    @Test func `variables of every scope hold strings`() throws {
        var builder = ProgramBuilder()
        let long = String(repeating: "long ", count: 20)
        let scopes: [Variable] = [
            builder.variable("g", .string), builder.variable("t", .string, .clause),
            builder.variable("s", .string, .thread), builder.variable("a", .string, keys: [.int]),
        ]
        let targets = scopes.map { TypedExpression.variable($0, $0.keys.isEmpty ? [] : [.integer(1)]) }
        for text in ["", "x", "seven77", "eight888", long] {
            let got = try texts(targets, after: targets.map { .assign($0, .text(text)) }, builder)
            #expect(got == [text, text, text, text])
        }
        #expect(try texts(targets, builder) == ["", "", "", ""])
    }

    @Test func `strings are cut to the string size`() throws {
        var builder = ProgramBuilder()
        let g = builder.variable("g", .string)
        let text = "0123456789abcdef"
        #expect(
            try texts([.variable(g), .text(text)], after: [.assign(.variable(g), .text(text))], builder, size: 8) == [
                "0123456", "0123456",
            ])
    }

    private static let samples = [
        "", "a", "b", "ab", "abcdefg", "abcdefgh", "abcdefghi", "abcdefgX", "\u{e9}", "abcdefgh\u{e9}zz",
    ]

    @Test(arguments: [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual] as [BinaryOperator])
    func `strings compare by their bytes`(operation: BinaryOperator) throws {
        var builder = ProgramBuilder()
        let variables = Self.samples.indices.map { builder.variable("v\($0)", .string) }
        var expressions: [TypedExpression] = []
        var expected: [Int32] = []
        for (i, a) in Self.samples.enumerated() {
            for (j, b) in Self.samples.enumerated() {
                let holds = Self.holds(operation, a, b)
                for (left, right) in [
                    (TypedExpression.variable(variables[i]), TypedExpression.variable(variables[j])),
                    (.variable(variables[i]), .text(b)), (.text(a), .variable(variables[j])), (.text(a), .text(b)),
                ] {
                    expressions.append(.binary(operation, left, right, .int))
                    expected.append(holds ? 1 : 0)
                }
            }
        }
        // Long rubbish first, so that bytes behind the zero byte are there to be ignored.
        for (variable, sample) in zip(variables, Self.samples) {
            builder.clause([
                .assign(.variable(variable), .text("rubbish \(sample) rubbish rubbish")),
                .assign(.variable(variable), .text(sample)),
            ])
        }
        for start in stride(from: 0, to: expressions.count, by: 40) {
            builder.clause(expressions[start..<min(start + 40, expressions.count)].map { .action(.trace($0)) })
        }
        let runner = try ImageRunner(builder.program, options: CompileOptions(stringSize: 64))
        #expect(try runner.fire() == nil)
        var results: [Int32] = []
        for record in runner.records() {
            let layout = runner.compiled.clauses[Int(record.get(4) as UInt16)].records[0]
            results += layout.actions.compactMap(\.traced).map { record.get($0.offset) }
        }
        #expect(results == expected)
    }

    private static func holds(_ operation: BinaryOperator, _ a: String, _ b: String) -> Bool {
        let (x, y) = (Array(a.utf8), Array(b.utf8))
        let less = x.lexicographicallyPrecedes(y)
        return switch operation {
        case .equal: x == y
        case .notEqual: x != y
        case .less: less
        case .lessOrEqual: less || x == y
        case .greater: !less && x != y
        default: !less
        }
    }

    @Test func `comparing 4096-byte strings stays cheap to verify`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .string)
        let b = builder.variable("b", .string, .clause)
        let same = TypedExpression.binary(.equal, .variable(a), .variable(b), .int)
        builder.clause([.action(.trace(same)), .action(.trace(same)), .action(.trace(same))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(stringSize: 4096))
        #expect(try runner.fire() == nil)
        #expect(runner.records().first?.get(8) as Int32? == 1)
        #expect(try runner.verifierWork() < 100_000)
    }

    @Test func `elements are found by string keys`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .int, keys: [.string, .int])
        let name = builder.variable("n", .string)
        let setup: [TypedExpression] = [
            .assign(.variable(name), .text("some longer name")), .assign(.variable(name), .text("key")),
            .assign(.variable(a, [.text("key"), .integer(1)]), .integer(11)),
            .assign(.variable(a, [.text("key"), .integer(2)]), .integer(12)),
        ]
        builder.clause(
            setup.map { .expression($0) } + [
                .action(.trace(.variable(a, [.variable(name), .integer(1)]))),
                .action(.trace(.variable(a, [.variable(name), .integer(2)]))),
                .action(.trace(.variable(a, [.variable(name), .integer(3)]))),
            ])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire() == nil)
        let record = try #require(runner.records().first)
        #expect([record.get(8), record.get(12), record.get(16)] as [Int32] == [11, 12, 0])
    }

    @Test func `strings are read from user memory`() throws {
        let text = "héllo"
        let bytes = Array(text.utf8) + [0]
        let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: bytes.count)
        defer { buffer.deallocate() }
        buffer.initialize(from: bytes, count: bytes.count)
        let copied = TypedExpression.call(.copyinstr, [.argument(0)], .string)
        let got = try texts(
            [copied, .call(.strjoin, [copied, .text("!")], .string)], arguments: [Int64(Int(bitPattern: buffer))])
        #expect(got == [text, text + "!"])
    }

    @Test func `probe names read as strings in expressions`() throws {
        var builder = ProgramBuilder()
        let joined = TypedExpression.call(.strjoin, [.text("f:"), .builtin(.probefunc, .string)], .string)
        builder.clause([.action(.trace(joined))])
        let runner = try ImageRunner(builder.program)
        var entry = [UInt8](repeating: 0, count: RuntimeMap.probeNameEntrySize)
        for (index, byte) in "vfs_read".utf8.enumerated() { entry[320 + index] = byte }
        let value = entry
        try runner.maps.withMap(RuntimeMap.probeNames) { map throws(KernelError) in
            try map.update(key: UInt32(2), value: value)
        }
        try runner.fire(ImageRunner.Firing(probeID: 2))
        #expect(runner.compiled.usesProbeNames)
        #expect(runner.records().first?.text(8) == "f:vfs_read")
    }
}
