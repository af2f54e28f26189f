import BPF
import DCompiler
import DLanguage
import Testing

/// What small clauses become, instruction by instruction.
@Suite struct ListingTests {
    private func listing(_ program: TypedProgram) throws -> String {
        try compile(program).clauses[0].image.instructions.map(\.description).joined(separator: "\n")
    }

    @Test func `a predicate is a compare and a jump`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .long)
        builder.clause(
            [.expression(.assign(.variable(x), .argument(1)))],
            predicate: .binary(.greater, .argument(0), .integer(5, .long), .long))
        #expect(try listing(builder.program) == "@PREDICATE@")
    }

    @Test func `constants fold and multiplications by powers of two shift`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .long, .clause)
        let sum = TypedExpression.binary(.add, .integer(20, .long), .integer(-4, .long), .long)
        builder.clause([.assign(.variable(x), .binary(.multiply, .argument(0), sum, .long))])
        #expect(try listing(builder.program) == "@FOLD@")
    }

    @Test func `count() without keys is a lookup and an atomic addition`() throws {
        var builder = ProgramBuilder()
        let id = builder.aggregation("", .count)
        builder.clause([.aggregate(TypedAggregate(aggregation: id, keys: [], value: nil))])
        #expect(try listing(builder.program) == "@COUNT@")
    }

    @Test func `every instruction has the line of its clause`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.argument(0)))])
        builder.clause([.action(.trace(.argument(1)))])
        let clauses = try compile(builder.program).clauses
        #expect(clauses[1].lines.count == clauses[1].image.instructions.count)
        #expect(Set(clauses[1].lines) == [2])
    }
}
