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

    /// What a record says, as number, generation and whether the reader is waited for.
    private func tags(_ records: [[UInt8]]) -> [[Int]] {
        records.map { record in
            let tag = SpeculationTag(bits: UInt32(bitPattern: record.get(8) as Int32))
            return [tag.number, tag.generation, tag.isAwaited ? 1 : 0]
        }
    }

    /// The word of the first speculation.
    private func setWord(_ word: UInt64, _ runner: borrowing ImageRunner) throws {
        try runner.maps.withMap(RuntimeMap.speculations) { map throws(KernelError) in
            try map.update(key: UInt32(0), value: (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) })
        }
    }

    @Test func `one that a single CPU recorded to is free at once when it ends there`() throws {
        var builder = ProgramBuilder()
        builder.clause([.call(.speculation, [], .int)])
        builder.clause([.action(.speculate(.integer(1))), .action(.trace(.integer(7)))])
        builder.clause([.action(.discard(.integer(1)))])
        builder.clause([.action(.discard(.integer(1)))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(speculationCount: 1))
        for _ in 0..<2 { try runner.fire() }
        // The second discard is of no active speculation: its number is gone.
        #expect(
            tags(runner.records()) == [[1, 1, 0], [1, 1, 0], [0, 0, 0], [1, 2, 0], [1, 2, 0], [0, 0, 0]])
        #expect(try runner.drops(.speculationBusy) == 0)
    }

    @Test(arguments: [0x7_0000_0000 | 0x4000_00 | 1, 0x7_0000_0000 | 4 | 1] as [UInt64])
    func `one that another CPU recorded to is busy until the reader frees it`(word: UInt64) throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.commit(.integer(1)))])
        builder.clause([.action(.trace(.call(.speculation, [], .int)))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(speculationCount: 1))
        _ = try runner.fire()
        _ = runner.records()
        try setWord(word, runner)
        try runner.fire()
        let records = runner.records()
        #expect(tags([records[0]]) == [[1, 7, 1]])
        #expect(records[1].get(8) as Int32 == 0)
        #expect(try runner.drops(.speculationBusy) == 1)
        try setWord(SpeculationState.freeWord(generation: 7), runner)
        try runner.fire()
        // Nobody has recorded to the next one with the number.
        #expect(runner.records().map { $0.get(8) as Int32 }.last == 1)
        try runner.fire()
        #expect(tags([runner.records()[0]]) == [[1, 8, 0]])
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
        let records = runner.records()
        #expect(tags(records) == [[1, 1, 0], [1, 1, 0], [1, 1, 0]])
        #expect(records.map { $0.get(12) as Int32 } == [1, 2, 3])
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
