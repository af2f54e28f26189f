import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// What clauses put into records.
@Suite struct RecordTests {
    @Test func `an empty clause sends the default record`() throws {
        var builder = ProgramBuilder()
        builder.clause([] as [TypedStatement])
        let runner = try ImageRunner(builder.program)
        try runner.fire(ImageRunner.Firing(probeID: 77))
        let records = runner.records()
        #expect(records == [[77, 0, 0, 0, 0, 0, 0, 0]])
        #expect(runner.compiled.clauses[0].records[0].actions == [.defaultTrace])
    }

    @Test func `a clause without data actions sends nothing`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .int)
        builder.clause([.assign(.variable(x), .integer(3))])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        #expect(runner.records().isEmpty)
        #expect(try runner.contents("globals").get(0) as Int32 == 3)
    }

    @Test func `a false predicate sends nothing`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.argument(0)))], predicate: .argument(1))
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        #expect(runner.records().isEmpty)
        try runner.fire(ImageRunner.Firing(arguments: [5, 1, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(runner.records().map { $0.get(8) as Int64 } == [5])
        #expect(runner.compiled.clauses[0].demand == ContextDemand(arguments: [0, 1]))
    }

    @Test func `fields keep their width and strings their bytes`() throws {
        var builder = ProgramBuilder()
        let long = String(repeating: "0123456789", count: 9)
        builder.clause([
            .action(.trace(.integer(-2, .char))), .action(.trace(.integer(500, .short))),
            .action(.trace(.text("hi"))), .action(.trace(.text(long))),
            .action(.trace(.builtin(.execname, .string))), .action(.trace(.builtin(.pid, .int))),
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        let record = try #require(runner.records().first)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        #expect(record[fields[0].offset] == 0xfe)
        #expect(record.get(fields[1].offset) as Int16 == 500)
        #expect(record.text(fields[2].offset) == "hi")
        #expect(record.text(fields[3].offset) == long)
        #expect(fields[4].size == 16)
        #expect(!record.text(fields[4].offset).isEmpty)
        #expect(record.get(fields[5].offset) as Int32 == Processes.own)
    }

    @Test func `an if statement gives its branches records of their own`() throws {
        var builder = ProgramBuilder()
        builder.clause([
            .action(.trace(.integer(1))),
            .conditional(
                .argument(0), then: [.action(.trace(.integer(2)))], otherwise: [.action(.trace(.integer(3)))]),
            .action(.trace(.integer(4))),
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        #expect(runner.records().map { [$0.get(6) as UInt16, $0.get(8)] } == [[0, 1], [2, 3], [3, 4]])
        try runner.fire(ImageRunner.Firing(arguments: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(runner.records().map { $0.get(6) as UInt16 } == [0, 1, 3])
    }

    @Test func `exit sets the status and the activity`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.exit(.integer(7)))])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        let state = try runner.contents(RuntimeMap.state)
        #expect(state.get(0) as UInt32 == Activity.draining.rawValue)
        #expect(state.get(4) as Int32 == 7)
        #expect(runner.records().count == 1)
    }

    @Test func `a full ring buffer is counted, and what expressions change is changed all the same`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .long)
        let count = TypedExpression(.increment(.variable(x), delta: 1, isPrefix: false), .long)
        builder.clause([
            .action(.trace(.text(String(repeating: "x", count: 200)))), .expression(count), .action(.trace(count)),
        ])
        let runner = try ImageRunner(builder.program, ringSize: 4096)
        for _ in 0..<100 { try runner.fire() }
        let sent = runner.records().count
        #expect(sent > 10 && sent < 30)
        #expect(try runner.drops(.principal) == UInt64(100 - sent))
        #expect(try runner.contents("globals").get(0) as Int64 == 200)
    }

    @Test func `stacks and symbols carry their process`() throws {
        var builder = ProgramBuilder()
        builder.clause([
            .action(.symbolic(TypedExpression(.stack, .stack(.init(isUser: false, frames: 20))))),
            .action(.symbolic(TypedExpression(.stack, .stack(.init(isUser: true, frames: 8))))),
            .action(.symbolic(TypedExpression(.symbol(.argument(0)), .symbol(.usym)))),
        ])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire(ImageRunner.Firing(arguments: [99, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        let record = try #require(runner.records().first)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        #expect(fields.map(\.size) == [168, 72, 16])
        #expect(record.get(fields[0].offset) as UInt64 == 0)
        #expect(record.get(fields[1].offset) as UInt64 == UInt64(Processes.own))
        #expect(record.get(fields[2].offset) as UInt64 == UInt64(Processes.own))
        #expect(record.get(fields[2].offset + 8) as UInt64 == 99)
        #expect(runner.compiled.clauses[0].demand.registers)
    }

    @Test func `parts of the probe's name are recorded as its id`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.builtin(.probefunc, .string)))])
        let runner = try ImageRunner(builder.program)
        try runner.fire(ImageRunner.Firing(probeID: 3))
        let field = try #require(runner.compiled.clauses[0].records[0].actions.first?.traced)
        #expect(field == RecordField(offset: 8, size: 4, type: .string, probePart: .probefunc))
        #expect(runner.records().first?.get(8) as UInt32? == 3)
        #expect(!runner.compiled.usesProbeNames)
    }
}

extension RecordedAction {
    /// The field of actions that have exactly one.
    var traced: RecordField? {
        switch self {
        case .trace(let field), .symbolic(let field), .exit(let field): field
        default: nil
        }
    }
}
