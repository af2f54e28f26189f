import BPF
import DCompiler
import DLanguage
import ProviderAPI
import TestSupport
import Testing

/// Random well-typed expressions: every one loads, and means what the reference evaluator says.
@Suite struct RandomExpressionTests {
    static let seed = SeededGenerator.seed(0x5eed_2026)
    static let batches = 50
    static let batchSize = 44

    /// One clause that traces many expressions, with what each should give.
    private struct Batch {
        var program: TypedProgram
        var arguments: [Int64]
        var expected: [Int64]
    }

    private static func variables(_ builder: inout ProgramBuilder) -> [Variable] {
        var variables: [Variable] = []
        for (index, type) in ExpressionGenerator.scalarTypes.enumerated() {
            variables.append(builder.variable("g\(index)", type))
            variables.append(builder.variable("t\(index)", type, .clause))
        }
        variables.append(builder.variable("s", .int, .thread))
        variables.append(builder.variable("a", .long, keys: [.int, .unsignedChar]))
        variables.append(builder.variable("b", .short, .thread, keys: [.long]))
        return variables
    }

    private static func batch(_ random: inout SeededGenerator, depth: Int) throws -> Batch {
        var builder = ProgramBuilder()
        var generator = ExpressionGenerator(random: random, variables: variables(&builder))
        let arguments = (0..<10).map { _ in
            generator.chance(3)
                ? Int64(bitPattern: generator.random.next()) : Int64.random(in: -9...9, using: &generator.random)
        }
        var evaluator = ReferenceEvaluator(arguments: arguments)
        var expressions: [TypedExpression] = []
        var expected: [Int64] = []
        while expressions.count < batchSize {
            let expression = generator.expression(generator.pick(ExpressionGenerator.scalarTypes), depth: depth)
            // One that faults would end the clause; faults have tests of their own.
            let before = evaluator
            do {
                expected.append(try evaluator.evaluate(expression))
                expressions.append(expression)
            } catch { evaluator = before }
        }
        builder.clause(expressions.map { .action(.trace($0)) })
        random = generator.random
        return Batch(program: builder.program, arguments: arguments, expected: expected)
    }

    @Test func `2,200 random expressions load and agree with the reference evaluator`() throws {
        var random = SeededGenerator(seed: Self.seed)
        var checked = 0
        for number in 0..<Self.batches {
            let batch = try Self.batch(&random, depth: 2 + number % 5)
            let runner = try ImageRunner(batch.program)
            #expect(try runner.fire(ImageRunner.Firing(arguments: batch.arguments)) == nil)
            let record = try #require(runner.records().first)
            let layout = runner.compiled.clauses[0].records[0]
            for (index, action) in layout.actions.enumerated() {
                guard case .trace(let field) = action else { continue }
                #expect(Self.value(record, field) == batch.expected[index], "batch \(number), expression \(index)")
                checked += 1
            }
        }
        #expect(checked == Self.batches * Self.batchSize)
    }

    static func value(_ record: [UInt8], _ field: RecordField) -> Int64 {
        let raw: Int64 =
            switch field.size {
            case 1: Int64(record[field.offset])
            case 2: Int64(record.get(field.offset) as UInt16)
            case 4: Int64(record.get(field.offset) as UInt32)
            default: record.get(field.offset)
            }
        return ReferenceEvaluator.cut(raw, field.type.integer)
    }
}
