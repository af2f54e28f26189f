import BPF
import DCompiler
import DLanguage
import ProviderAPI
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
        #expect(
            try listing(builder.program) == """
                r9 = r2
                r1 = *(u64 *)(r9 +\(ProbeContext.argument(0)))
                if r1 s<= 0x5 goto L0
                r1 = *(u64 *)(r9 +\(ProbeContext.argument(1)))
                r5 = map[globals][0]+0
                *(u64 *)(r5 +0) = r1
                L0:
                L1:
                r0 = 0
                exit
                """)
    }

    @Test func `constants fold and multiplications by powers of two shift`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .long, .clause)
        let sum = TypedExpression.binary(.add, .integer(20, .long), .integer(-4, .long), .long)
        builder.clause([.assign(.variable(x), .binary(.multiply, .argument(0), sum, .long))])
        #expect(
            try listing(builder.program) == """
                r9 = r2
                *(u64 *)(r10 -8) = 0
                r1 = *(u64 *)(r9 +\(ProbeContext.argument(0)))
                r1 <<= 4
                *(u64 *)(r10 -8) = r1
                L0:
                r0 = 0
                exit
                """)
    }

    @Test func `count() without keys is a lookup and an atomic addition`() throws {
        var builder = ProgramBuilder()
        let id = builder.aggregation("", .count)
        builder.clause([.aggregate(TypedAggregate(aggregation: id, keys: [], value: nil))])
        #expect(
            try listing(builder.program) == """
                r9 = r2
                *(u32 *)(r10 -8) = 0
                r1 = map[agg_0]
                r2 = r10
                r2 += -8
                call bpf_map_lookup_elem#1
                r1 = r0
                if r1 == 0x0 goto L0
                r2 = 1
                lock *(u64 *)(r1 +0) += r2
                L0:
                L1:
                r0 = 0
                exit
                """)
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
