import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Expressions with more live values than the machine has registers, or a frame has bytes.
@Suite struct DeepExpressionTests {
    @Test func `200 operands nested to the right compile, load and add up`() throws {
        var sum = TypedExpression.argument(9)
        for index in 0..<200 { sum = .binary(.add, .argument(index % 10), sum, .long) }
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(sum))])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire(ImageRunner.Firing(arguments: Array(0..<10))) == nil)
        #expect(runner.records().first?.get(8) as Int64? == 909)
    }

    @Test func `64 operands that each need a call`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .long, keys: [.long])
        builder.clause((0..<64).map { .assign(.variable(a, [.integer($0, .long)]), .integer($0 + 1, .long)) })
        var sum = TypedExpression.variable(a, [.integer(0, .long)])
        for index in 1..<64 as Range<Int64> {
            sum = .binary(.add, .variable(a, [.integer(index, .long)]), sum, .long)
        }
        builder.clause([.action(.trace(sum))])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire() == nil)
        #expect(runner.records().first?.get(8) as Int64? == 2080)
    }

    @Test func `keys nested in keys`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .long, keys: [.long])
        var element = TypedExpression.variable(a, [.integer(1, .long)])
        let setup = (1..<20 as Range<Int64>).map {
            TypedExpression.assign(.variable(a, [.integer($0, .long)]), .integer($0 + 1, .long))
        }
        for _ in 0..<15 { element = .variable(a, [element]) }
        builder.clause(setup)
        builder.clause([.action(.trace(element))])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire() == nil)
        #expect(runner.records().first?.get(8) as Int64? == 17)
    }
}
