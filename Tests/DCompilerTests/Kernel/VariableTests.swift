import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Variables beyond what random expressions reach.
@Suite struct VariableTests {
    @Test func `assigning zero removes an element`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .int, keys: [.long])
        builder.clause([.assign(.variable(a, [.integer(5, .long)]), .argument(0).converted(to: .int))])
        let runner = try ImageRunner(builder.program)
        let key: [UInt8] = [5, 0, 0, 0, 0, 0, 0, 0]
        func element() throws -> [UInt8]? {
            try runner.maps.withMap("var_0") { map throws(KernelError) in try map.lookup(key: key) }
        }
        try runner.fire(ImageRunner.Firing(arguments: [-2, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
        #expect(try element() == [0xfe, 0xff, 0xff, 0xff, 0, 0, 0, 0])
        try runner.fire()
        #expect(try element() == nil)
    }

    @Test func `elements without room are counted as drops`() throws {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .int, keys: [.long])
        builder.clause([.assign(.variable(a, [.argument(0)]), .integer(1))])
        let runner = try ImageRunner(builder.program, options: CompileOptions(dynamicVariableSize: 256))
        for value in 0..<20 as Range<Int64> {
            try runner.fire(ImageRunner.Firing(arguments: [value] + [Int64](repeating: 0, count: 9)))
        }
        #expect(try runner.drops(.dynamic) == 16)
    }

    @Test func `self variables are keyed by the thread`() throws {
        var builder = ProgramBuilder()
        let s = builder.variable("s", .long, .thread)
        builder.clause([.assign(.variable(s), .integer(1, .long))])
        builder.clause([.action(.trace(.variable(s))), .action(.trace(.builtin(.tid, .int)))])
        let runner = try ImageRunner(builder.program)
        try runner.fire()
        let record = try #require(runner.records().first)
        #expect(record.get(8) as Int64 == 1)
        var key = [UInt8](repeating: 0, count: 8)
        key.set(record.get(16) as UInt32, at: 0)
        let found = key
        #expect(try runner.maps.withMap("var_0") { map throws(KernelError) in try map.lookup(key: found) } != nil)
    }

    /// The maps of a program that sets an element of an array and reads one, where tasks have storage.
    private static func maps(setting key: TypedExpression, reading other: TypedExpression, keyType: DType = .int) throws
        -> [MapReference]
    {
        var builder = ProgramBuilder()
        let a = builder.variable("a", .long, keys: [keyType])
        builder.clause([.assign(.variable(a, [key]), .integer(1, .long))])
        builder.clause([.action(.trace(.variable(a, [other])))])
        let options = CompileOptions(hasTaskStorage: { true })
        return try compile(builder.program, options: options).maps.map(\.reference)
    }

    @Test func `arrays are kept by threads if every use has the running thread's number as the key`() throws {
        let thread = TypedExpression.builtin(.tid, .int)
        #expect(try Self.maps(setting: thread, reading: thread).contains("thread_variables"))
        #expect(try !Self.maps(setting: thread, reading: thread).contains("var_0"))
        for other in [.argument(0).converted(to: .int), .integer(0), .builtin(.pid, .int)] as [TypedExpression] {
            #expect(try Self.maps(setting: thread, reading: other).contains("var_0"), "\(other)")
            #expect(try !Self.maps(setting: other, reading: thread).contains("thread_variables"), "\(other)")
        }
        let part = thread.converted(to: .short)
        #expect(try Self.maps(setting: part, reading: part, keyType: .short).contains("var_0"))
    }

    @Test func `this variables take room in the probe context`() throws {
        var builder = ProgramBuilder()
        let x = builder.variable("x", .char, .clause)
        let text = builder.variable("y", .string, .clause)
        builder.clause([.assign(.variable(x), .integer(1, .char)), .assign(.variable(text), .text("a"))])
        let compiled = try compile(builder.program, options: CompileOptions(stringSize: 100))
        #expect(compiled.clauseLocalSize == 8 + 104)
        #expect(compiled.probeContextSize >= ProbeContext.headerSize + 112)
    }

    @Test func `structs are copied whole, with bit-fields inside`() throws {
        var builder = ProgramBuilder()
        let id = AggregateTypeID(index: 0)
        builder.program.types.aggregates.append(
            AggregateType(
                keyword: .structure, name: "s", bytes: 24, alignment: 8,
                members: [
                    .init(name: "a", type: .long, bitOffset: 0),
                    .init(name: "b", type: .int, bitOffset: 64 + 3, bitWidth: 5),
                    .init(name: "c", type: .unsignedInt, bitOffset: 64 + 8, bitWidth: 20),
                    .init(name: "d", type: .short, bitOffset: 128),
                ]))
        let first = builder.variable("x", .aggregate(id))
        let second = builder.variable("y", .aggregate(id), .clause)
        let third = builder.variable("z", .aggregate(id), .thread)
        func member(_ v: Variable, _ offset: Int, _ width: Int?, _ type: DType) -> TypedExpression {
            TypedExpression(.member(.variable(v), bitOffset: offset, bitWidth: width), type)
        }
        var statements: [TypedStatement] = [
            .expression(.assign(member(first, 0, nil, .long), .integer(-5, .long))),
            .expression(.assign(member(first, 67, 5, .int), .integer(-9))),
            .expression(.assign(member(first, 72, 20, .unsignedInt), .integer(0xabcde, .unsignedInt))),
            .expression(.assign(member(first, 128, nil, .short), .integer(300, .short))),
            .expression(.assign(.variable(second), .variable(first))),
            .expression(.assign(.variable(third), .variable(second))),
        ]
        for variable in [first, second, third] {
            statements += [
                .action(.trace(member(variable, 0, nil, .long))),
                .action(.trace(member(variable, 67, 5, .int).converted(to: .long))),
                .action(.trace(member(variable, 72, 20, .unsignedInt).converted(to: .long))),
                .action(.trace(member(variable, 128, nil, .short).converted(to: .long))),
            ]
        }
        builder.clause(statements)
        let runner = try ImageRunner(builder.program)
        #expect(try runner.fire() == nil)
        let record = try #require(runner.records().first)
        let values = (0..<12).map { record.get(8 + $0 * 8) as Int64 }
        #expect(values == [-5, -9, 0xabcde, 300, -5, -9, 0xabcde, 300, -5, -9, 0xabcde, 300])
    }
}
