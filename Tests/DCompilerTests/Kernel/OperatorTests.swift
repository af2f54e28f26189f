import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Every operator on every pair of telling operands, which random expressions meet too rarely.
@Suite struct OperatorTests {
    private static let operands: [Int64] = [
        0, 1, 2, 3, 7, 10, 31, 63, 64, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0x1_0000_0000, 1 << 62, (1 << 62) + 1,
        .max, .min, .min + 1, -1, -2, -3, -64, -0x8000_0000, -0x8000_0001,
    ]
    private static let types: [DType] = [.int, .unsignedInt, .long, .unsignedLong]

    /// One clause that traces the operation in all types; divisions have a predicate that keeps zeros away.
    private func check(_ operation: BinaryOperator, predicate: TypedExpression? = nil) throws {
        let isComparison: Set<BinaryOperator> = [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual]
        let expressions = Self.types.map { type in
            TypedExpression.binary(
                operation, TypedExpression.argument(0).converted(to: type),
                TypedExpression.argument(1).converted(to: type),
                isComparison.contains(operation) ? .int : type
            ).converted(to: .long)
        }
        var builder = ProgramBuilder()
        builder.clause(expressions.map { .action(.trace($0)) }, predicate: predicate)
        let runner = try ImageRunner(builder.program)
        for a in Self.operands {
            for b in Self.operands where predicate == nil || Int32(truncatingIfNeeded: b) != 0 {
                var evaluator = ReferenceEvaluator(arguments: [a, b] + [Int64](repeating: 0, count: 8))
                #expect(try runner.fire(ImageRunner.Firing(arguments: evaluator.arguments)) == nil)
                let record = try #require(runner.records().first)
                for (index, expression) in expressions.enumerated() {
                    let value: Int64 = record.get(8 + index * 8)
                    #expect(
                        value == (try evaluator.evaluate(expression)), "\(a) \(operation) \(b) as \(Self.types[index])")
                }
            }
        }
    }

    @Test(
        arguments: [
            .add, .subtract, .multiply, .and, .or, .xor, .shiftLeft, .shiftRight, .equal, .notEqual, .less,
            .lessOrEqual,
            .greater, .greaterOrEqual,
        ] as [BinaryOperator])
    func `operators agree with the reference evaluator`(operation: BinaryOperator) throws {
        try check(operation)
    }

    @Test(arguments: [BinaryOperator.divide, .modulo])
    func `divisions agree with the reference evaluator`(operation: BinaryOperator) throws {
        try check(operation, predicate: TypedExpression.argument(1).converted(to: .int))
    }

    @Test(arguments: [BinaryOperator.divide, .modulo, .multiply])
    func `constant right operands agree as well`(operation: BinaryOperator) throws {
        for constant in [1, 2, 3, 8, 10, 0x4000_0000, 0x7fff_ffff, -1, -2, -7, Int64(1) << 62, .min, .max] as [Int64] {
            var expressions: [TypedExpression] = []
            for type in Self.types {
                let value = ReferenceEvaluator.cut(constant, type.integer)
                if value == 0 { continue }
                expressions.append(
                    .binary(operation, TypedExpression.argument(0).converted(to: type), .integer(value, type), type)
                        .converted(to: .long))
            }
            var builder = ProgramBuilder()
            builder.clause(expressions.map { .action(.trace($0)) })
            let runner = try ImageRunner(builder.program)
            for a in Self.operands {
                var evaluator = ReferenceEvaluator(arguments: [a] + [Int64](repeating: 0, count: 9))
                #expect(try runner.fire(ImageRunner.Firing(arguments: evaluator.arguments)) == nil)
                let record = try #require(runner.records().first)
                for (index, expression) in expressions.enumerated() {
                    let value: Int64 = record.get(8 + index * 8)
                    #expect(value == (try evaluator.evaluate(expression)), "\(a) \(operation) \(constant)")
                }
            }
        }
    }
}
