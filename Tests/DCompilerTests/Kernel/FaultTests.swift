import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Run-time faults: noted, and nothing half done is sent.
@Suite struct FaultTests {
    @Test func `division by zero discards the record and names the clause`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.integer(1)))])
        let quotient = TypedExpression.binary(.divide, .integer(1, .long), .argument(0), .long)
        builder.clause([.action(.trace(.integer(2))), .action(.trace(quotient))])
        let runner = try ImageRunner(builder.program)
        let fault = try #require(try runner.fire())
        #expect(fault.kind == FaultKind.divideByZero.rawValue)
        #expect(fault.clause == 1)
        // The instruction named is the test of the divisor.
        let image = runner.compiled.clauses[1].image
        var slot = 0
        let named = image.instructions.first { instruction in
            defer { slot += instruction.slots }
            return slot == Int(fault.slot) && instruction.slots > 0
        }
        guard case .jump(.notEqual, _, _, .immediate(0), _)? = named else {
            Issue.record("the fault names \(String(describing: named))")
            return
        }
        #expect(runner.records().map { $0.get(8) as Int32 } == [1])
        #expect(try runner.fire(ImageRunner.Firing(arguments: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(runner.records().count == 2)
    }

    @Test func `constant division by zero loads and faults`() throws {
        for operation in [BinaryOperator.divide, .modulo] {
            for type in [DType.int, .unsignedLong] {
                var builder = ProgramBuilder()
                builder.clause([.binary(operation, .integer(1, type), .integer(0, type), type)])
                #expect(try ImageRunner(builder.program).fire()?.kind == FaultKind.divideByZero.rawValue)
            }
        }
    }

    @Test func `a bad kernel address is the fault's value`() throws {
        var builder = ProgramBuilder()
        let pointer = TypedExpression.argument(0).converted(to: .pointer(.int, .kernel))
        builder.clause([.action(.trace(TypedExpression(.dereference(pointer), .int)))])
        let runner = try ImageRunner(builder.program)
        let fault = try #require(try runner.fire(ImageRunner.Firing(arguments: [16, 0, 0, 0, 0, 0, 0, 0, 0, 0])))
        #expect(fault.kind == FaultKind.badAddress.rawValue)
        #expect(fault.value == 16)
        #expect(runner.records().isEmpty)
    }

    @Test func `user memory is read through user pointers`() throws {
        let secret = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        defer { secret.deallocate() }
        secret.pointee = -1234
        var builder = ProgramBuilder()
        let pointer = TypedExpression.argument(0).converted(to: .pointer(.int, .user))
        builder.clause([.action(.trace(TypedExpression(.dereference(pointer), .int)))])
        let runner = try ImageRunner(builder.program)
        let address = Int64(Int(bitPattern: secret))
        #expect(try runner.fire(ImageRunner.Firing(arguments: [address, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(runner.records().map { $0.get(8) as Int32 } == [-1234])
    }

    @Test func `a fault names the enabling and the statement`() throws {
        var builder = ProgramBuilder()
        builder.clause([.action(.trace(.integer(1)))])
        let quotient = TypedExpression.binary(.divide, .integer(1, .long), .argument(0), .long)
        builder.clause([
            .action(.trace(.integer(2))), .conditional(.integer(1), then: [.expression(quotient)], otherwise: []),
        ])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        let context = try runner.contents("contexts")
        #expect(context.get(Int(ProbeContext.faultEnabling)) as UInt64 == 2)
        // trace() is 1, the condition 2.
        #expect(context.get(Int(ProbeContext.faultAction)) as UInt32 == 3)
    }

    @Test func `stores through pointers stay inside what alloca() gave`() throws {
        for (size, faults) in [(16, false), (9, false), (8, true)] as [(Int64, Bool)] {
            var builder = ProgramBuilder()
            let long = DType.pointer(.long, .scratch)
            let pointer = builder.variable("p", long)
            let memory = TypedExpression.call(.alloca, [.integer(size, .unsignedLong)], .pointer(.void, .scratch))
            let second = TypedExpression(
                .dereference(.binary(.add, .variable(pointer), .integer(8, .long), long)), .long)
            builder.clause([
                .expression(.assign(.variable(pointer), memory.converted(to: long))),
                .expression(.assign(second, .argument(0))), .action(.trace(second)),
            ])
            let runner = try ImageRunner(builder.program)
            let fault = try runner.fire(ImageRunner.Firing(arguments: [77, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
            // Sizes are rounded up to whole words.
            #expect(fault?.kind == (faults ? FaultKind.badAddress.rawValue : nil))
            #expect(runner.records().map { $0.get(8) as Int64 } == (faults ? [] : [77]))
        }
    }

    @Test func `stores through pointers reach the program's variables and nothing else`() throws {
        var builder = ProgramBuilder()
        let array = builder.variable("a", .array(.int, count: 4))
        let pointer = TypedExpression(.addressOf(.variable(array)), .pointer(.int, .dtrace))
        let target = TypedExpression(
            .dereference(.binary(.add, pointer, .argument(0), .pointer(.int, .dtrace))), .int)
        builder.clause([.expression(.assign(target, .integer(-5)))])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire(ImageRunner.Firing(arguments: [12, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(try runner.contents("globals").get(12) as Int32 == -5)
        for offset in [13, 16, -1, 1 << 40] as [Int64] {
            let fault = try runner.fire(ImageRunner.Firing(arguments: [offset, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
            #expect(fault?.kind == FaultKind.badAddress.rawValue)
        }
    }

    @Test func `arrays in elements take any index`() throws {
        var builder = ProgramBuilder()
        let array = builder.variable("t", .array(.short, count: 5), .thread)
        let element = TypedExpression(.index(.variable(array), .argument(0), count: 5), .short)
        builder.clause([
            .expression(.init(.increment(element, delta: 1, isPrefix: true), .short)), .action(.trace(element)),
        ])
        let runner = try ImageRunner(builder.program)
        for index in [4, 1, 4] as [Int64] {
            #expect(try runner.fire(ImageRunner.Firing(arguments: [index, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        }
        #expect(runner.records().map { $0.get(8) as Int16 } == [1, 1, 2])
        let fault = try runner.fire(ImageRunner.Firing(arguments: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(fault?.kind == FaultKind.badIndex.rawValue)
    }

    @Test func `an index outside an array faults`() throws {
        var builder = ProgramBuilder()
        let array = builder.variable("a", .array(.int, count: 4))
        let element = TypedExpression(.index(.variable(array), .argument(0), count: 4), .int)
        builder.clause([.expression(.assign(element, .integer(9))), .action(.trace(element))])
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire(ImageRunner.Firing(arguments: [3, 0, 0, 0, 0, 0, 0, 0, 0, 0])) == nil)
        #expect(try runner.contents("globals").get(12) as Int32 == 9)
        for index in [4, -1, Int64.min] {
            let fault = try runner.fire(ImageRunner.Firing(arguments: [index, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
            #expect(fault?.kind == FaultKind.badIndex.rawValue)
            #expect(fault?.value == UInt64(bitPattern: index))
        }
        #expect(runner.records().count == 1)
    }
}
