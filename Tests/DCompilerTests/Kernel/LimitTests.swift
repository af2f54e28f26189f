import BPF
import DCompiler
import DLanguage
import Testing

/// What must load however much of it stands in one clause.
@Suite struct LimitTests {
    private static let path = "/a/./b/../c//d/"
    private static let needle: [TypedExpression] = [.text(path), .text("d")]

    /// Subroutines that walk strings, with what they give for `path`.
    private static let calls: [(call: TypedExpression, result: String)] = [
        (.call(.cleanpath, [.text(path)], .string), "/a/c/d/"),
        (.call(.basename, [.text(path)], .string), "d"),
        (.call(.dirname, [.text(path)], .string), "/a/./b/../c"),
        (.call(.strchr, [.text(path), .integer(100, .char)], .string), "d/"),
        (.call(.strrchr, [.text(path), .integer(46, .char)], .string), "./c//d/"),
        (.call(.strstr, needle, .string), "d/"),
        (.call(.strtok, [.text(path), .text("/")], .string), "a"),
        (.call(.toupper, [.text(path)], .string), "/A/./B/../C//D/"),
        (.call(.lltostr, [.integer(-1234, .long)], .string), "-1234"),
        (.call(.strjoin, [.text(path), .text("e")], .string), "/a/./b/../c//d/e"),
        (.call(.substr, [.text(path), .integer(1), .integer(3)], .string), "a/."),
    ]

    /// What tracing each of the calls in turn records, until there are so many.
    private func trace(_ count: Int, stringSize: Int, hasLoopHelper: Bool = true) throws -> (work: Int, texts: [String])
    {
        var builder = ProgramBuilder()
        builder.clause((0..<count).map { .action(.trace(Self.calls[$0 % Self.calls.count].call)) })
        let options = CompileOptions(stringSize: stringSize, hasLoopHelper: { hasLoopHelper })
        let runner = try ImageRunner(builder.program, options: options)
        #expect(try runner.fire() == nil)
        let record = try #require(runner.records().first)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        return (try runner.verifierWork(), fields.map { record.text($0.offset) })
    }

    private func expected(_ count: Int) -> [String] { (0..<count).map { Self.calls[$0 % Self.calls.count].result } }

    @Test func `a clause may call a hundred string subroutines`() throws {
        let (work, texts) = try trace(100, stringSize: 256)
        #expect(texts == expected(100))
        // The verifier's limit is a million.
        #expect(work < 100_000)
    }

    @Test func `twenty calls of cleanpath load`() throws {
        var builder = ProgramBuilder()
        builder.clause((0..<20).map { _ in .action(.trace(Self.calls[0].call)) })
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire() == nil)
        let record = try #require(runner.records().first)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        #expect(fields.map { record.text($0.offset) } == [String](repeating: "/a/c/d/", count: 20))
    }

    @Test func `strings of 4,096 bytes may be used as often`() throws {
        #expect(try trace(50, stringSize: 4096).texts == expected(50))
    }

    @Test func `the strings of one action share memory`() throws {
        var builder = ProgramBuilder()
        let joined = (0..<12).map { _ in Self.calls[9].call }
        let format = PrintfFormat(pieces: [])
        builder.clause([.action(.printf(format, joined))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(stringSize: 2048))
        #expect(try runner.fire() == nil)
        guard case .printf(_, let fields)? = runner.compiled.clauses[0].records[0].actions.first else { return }
        let record = try #require(runner.records().first)
        #expect(fields.map { record.text($0.offset) } == [String](repeating: "/a/./b/../c//d/e", count: 12))
    }

    @Test func `operands of nested joins give their memory back`() throws {
        var text = TypedExpression.text("a")
        for _ in 0..<3 { text = .call(.strjoin, [text, text], .string) }
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(text))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(stringSize: 4096))
        #expect(try runner.fire() == nil)
        #expect(try #require(runner.records().first).text(8) == "aaaaaaaa")
        #expect(runner.compiled.probeContextSize < 32 << 10)
    }

    @Test func `kernels without bpf_loop run one of each`() throws {
        let count = Self.calls.count
        #expect(try trace(count, stringSize: 64, hasLoopHelper: false).texts == expected(count))
    }

    @Test func `a record may hold a hundred values and 4 KB of strings`() throws {
        var builder = ProgramBuilder()
        let numbers = (0..<100).map { TypedExpression.binary(.add, .argument(0), .integer(Int64($0), .long), .long) }
        let strings = (0..<16).map { builder.variable("s\($0)", .string) }
        let assignments = strings.enumerated().map { TypedExpression.assign(.variable($1), .text("text \($0)")) }
        let traced = numbers + strings.map { .variable($0) }
        builder.clause(assignments.map { .expression($0) } + traced.map { .action(.trace($0)) })
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire(ImageRunner.Firing(arguments: [7] + [Int64](repeating: 0, count: 9))) == nil)
        let record = try #require(runner.records().first)
        #expect(record.count > 4096)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        #expect(fields.prefix(100).map { record.get($0.offset) as Int64 } == (7..<107).map { Int64($0) })
        #expect(fields.suffix(16).map { record.text($0.offset) } == (0..<16).map { "text \($0)" })
    }
}
