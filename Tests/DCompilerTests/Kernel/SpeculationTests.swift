import BPF
import DCompiler
import DLanguage
import Testing

/// Which speculation a record belongs to.
@Suite struct SpeculationTests {
    @Test func `numbers of speculations begin at 1`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.call(.speculation, [], .int)))])
        let runner = try ImageRunner(builder.program)
        for _ in 0..<3 { try runner.fire() }
        #expect(runner.records().map { $0.get(8) as Int32 } == [1, 2, 3])
    }

    @Test func `records after an if statement belong to the speculation before it`() throws {
        var builder = ProgramBuilder()
        builder.clause([
            .action(.speculate(.argument(0).converted(to: .int))), .action(.trace(.integer(1))),
            .conditional(.argument(0), then: [.action(.trace(.integer(2)))], otherwise: []),
            .action(.trace(.integer(3))),
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire(ImageRunner.Firing(arguments: [7, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(runner.records().map { [$0.get(8), $0.get(12)] as [Int32] } == [[7, 1], [7, 2], [7, 3]])
        for layout in runner.compiled.clauses[0].records {
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
