import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Random clauses: every one loads, and does what the reference evaluator says, however it is reached.
@Suite struct RandomClauseTests {
    static let seed: UInt64 = 0xc1a0_5e5e
    static let batches = 100
    static let batchSize = 20
    /// Short strings are cut more often.
    static let options = CompileOptions(stringSize: 24)

    @Test func `2,000 random clauses agree with the reference evaluator under both ways to compose them`() throws {
        print("seed \(Self.seed)")
        var random = SeededGenerator(seed: Self.seed)
        var faults = 0
        for number in 0..<Self.batches {
            var builder = ProgramBuilder()
            var generator = ClauseGenerator(&builder, random: random)
            let clauses = (0..<Self.batchSize).map { _ in generator.clause() }
            for clause in clauses { builder.clause(clause) }
            random = generator.numbers.random
            let arguments = (0..<10).map { _ in Int64(bitPattern: random.next()) >> Int64(random.next() % 64) }
            var evaluator = ReferenceEvaluator(arguments: arguments)
            evaluator.stringSize = Self.options.stringSize
            let expected = clauses.map { evaluator.run($0) }
            #expect(!expected.contains { $0.fault == .unknown })
            faults += expected.count { $0.fault != nil }
            for way in ComposedRunner.Way.allCases {
                let runner = try ComposedRunner(builder.program, options: Self.options, way: way)
                let found = try runner.fire(ImageRunner.Firing(arguments: arguments))
                #expect(found == expected.map { Self.kind($0.fault) }, "batch \(number), \(way)")
                let records = runner.images.records().map { Self.values($0, runner.images.compiled) }
                #expect(records == expected.flatMap(\.records), "batch \(number), \(way)")
            }
        }
        // Some fault, most do not.
        #expect(faults > Self.batches && faults < Self.batches * Self.batchSize / 2)
    }

    private static func kind(_ failure: ReferenceEvaluator.Failure?) -> UInt32 {
        switch failure {
        case .divideByZero: FaultKind.divideByZero.rawValue
        case .badIndex: FaultKind.badIndex.rawValue
        case .unknown, nil: 0
        }
    }

    private static func values(_ record: [UInt8], _ program: CompiledProgram) -> [Traced] {
        let clause: UInt16 = record.get(RecordHeader.clauseID)
        let number: UInt16 = record.get(RecordHeader.recordNumber)
        return program.clauses[Int(clause)].records[Int(number)].actions.compactMap { action in
            guard case .trace(let field) = action else { return nil }
            if field.type == .string { return .text(Array(record[field.offset...].prefix { $0 != 0 })) }
            return .number(RandomExpressionTests.value(record, field))
        }
    }
}
