import BPF
import DCompiler
import DLanguage
import Testing

/// Which speculation a record belongs to.
@Suite struct SpeculationTests {
    @Test func `numbers of speculations begin at 1`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.call(.speculation, [], .int)))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(speculationCount: 2))
        for _ in 0..<3 { try runner.fire() }
        #expect(runner.records().map { $0.get(8) as Int32 } == [1, 2, 0])
        #expect(try runner.drops(.speculationUnavailable) == 1)
        #expect(try runner.drops(.speculationBusy) == 0)
    }

    @Test func `a closed speculation is busy until the reader frees it`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.call(.speculation, [], .int)))])
        builder.clause([.action(.commit(.integer(1)))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(speculationCount: 1))
        for _ in 0..<2 { try runner.fire() }
        let closed = runner.records().map { $0.get(8) as Int32 }
        // The second commit is of no active speculation: its number is gone.
        #expect(closed == [1, 1, 0, 0])
        #expect(try runner.drops(.speculationBusy) == 1)
        try runner.maps.withMap(RuntimeMap.speculations) { map throws(KernelError) in
            try map.update(key: UInt32(0), value: [UInt8](repeating: 0, count: 8))
        }
        try runner.fire()
        #expect(runner.records().map { $0.get(8) as Int32 } == [1, 1])
    }

    @Test func `a speculation that is not active takes no records`() throws {
        var builder = ProgramBuilder()
        builder.clause([
            .action(.speculate(.argument(0).converted(to: .int))), .action(.trace(.integer(1))),
        ])
        let runner = try ImageRunner(builder.program, options: CompileOptions(speculationCount: 4))
        // Numbers of none, and one that was never begun.
        for id in [0, 1, 7, -1] as [Int64] {
            try runner.fire(ImageRunner.Firing(arguments: [id, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        }
        #expect(runner.records().map { $0.get(8) as Int32 } == [0, 0, 0, 0])
    }

    @Test func `records after an if statement belong to the speculation before it`() throws {
        var builder = ProgramBuilder()
        builder.clause([.call(.speculation, [], .int)])
        builder.clause([
            .action(.speculate(.argument(0).converted(to: .int))), .action(.trace(.integer(1))),
            .conditional(.argument(0), then: [.action(.trace(.integer(2)))], otherwise: []),
            .action(.trace(.integer(3))),
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire(ImageRunner.Firing(arguments: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(runner.records().map { [$0.get(8), $0.get(12)] as [Int32] } == [[1, 1], [1, 2], [1, 3]])
        for layout in runner.compiled.clauses[1].records {
            guard case .speculate? = layout.actions.first else {
                Issue.record("a record does not begin with its speculation")
                return
            }
        }
    }

    @Test func `a speculation that a branch begins ends with the branch`() throws {
        var builder = ProgramBuilder()
        builder.clause([
            .conditional(
                .argument(0), then: [.action(.speculate(.integer(5))), .action(.trace(.integer(2)))], otherwise: []),
            .action(.trace(.integer(3))),
        ])
        let records = try ImageRunner(builder.program).compiled.clauses[0].records
        #expect(records.map(\.actions.count) == [2, 1])
    }
}
