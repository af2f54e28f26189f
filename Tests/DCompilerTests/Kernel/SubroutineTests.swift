import BPF
import DCompiler
import DLanguage
import ProviderAPI
import Testing

/// Subroutines, each on variables (unknown to the compiler) and on literals.
@Suite struct SubroutineTests {
    /// The record of one clause that sets `v` to the text and traces the expressions.
    private func run(
        _ text: String, _ expressions: (TypedExpression) -> [TypedExpression], arguments: [Int64] = []
    ) throws -> (record: [UInt8], fields: [RecordField]) {
        var builder = ProgramBuilder()
        let variable = builder.variable("v", .string)
        builder.clause([.assign(.variable(variable), .text(text))])
        builder.clause(expressions(.variable(variable)).map { .action(.trace($0)) })
        let runner = try ImageRunner(builder.program, options: SubroutineTests.options)
        let padded = arguments + [Int64](repeating: 0, count: 10 - arguments.count)
        let fault = try runner.fire(ImageRunner.Firing(arguments: padded))
        #expect(fault == nil)
        let record = try #require(runner.records().first)
        return (record, runner.compiled.clauses[1].records[0].actions.compactMap(\.traced))
    }

    static let options = CompileOptions(stringSize: 128)

    private func texts(_ text: String, _ expressions: (TypedExpression) -> [TypedExpression], arguments: [Int64] = [])
        throws -> [String]
    {
        let (record, fields) = try run(text, expressions, arguments: arguments)
        return fields.map { record.text($0.offset) }
    }

    private func numbers(_ text: String, _ expressions: (TypedExpression) -> [TypedExpression]) throws -> [Int64] {
        let (record, fields) = try run(text) { expressions($0).map { $0.converted(to: .long) } }
        return fields.map { record.get($0.offset) }
    }

    @Test func `strlen counts bytes`() throws {
        for text in ["", "a", "eight888", "0123456789abcdef0"] {
            #expect(
                try numbers(text) { [.call(.strlen, [$0], .long), .call(.strlen, [.text(text)], .long)] } == [
                    Int64(text.utf8.count), Int64(text.utf8.count),
                ])
        }
    }

    @Test func `strjoin cuts at the string size`() throws {
        let long = String(repeating: "x", count: 100)
        #expect(
            try texts(long) {
                [.call(.strjoin, [$0, $0], .string), .call(.strjoin, [.text("a"), .text("b")], .string)]
            } == [String(repeating: "x", count: 127), "ab"])
    }

    @Test(
        arguments: [
            (0, nil, "abcdef"), (2, nil, "cdef"), (6, nil, ""), (9, nil, ""), (-2, nil, "ef"), (-9, nil, "abcdef"),
            (0, 3, "abc"), (4, 9, "ef"), (-3, 2, "de"), (-8, 3, "a"), (-9, 3, ""), (1, -2, "bcd"), (1, -9, ""),
            (0, 0, ""),
        ] as [(Int64, Int64?, String)])
    func `substr counts from both ends`(start: Int64, count: Int64?, expected: String) throws {
        let got = try texts(
            "abcdef",
            { text in
                let constant = [TypedExpression.integer(start, .long)] + (count.map { [.integer($0, .long)] } ?? [])
                let unknown = [TypedExpression.argument(0)] + (count == nil ? [] : [.argument(1)])
                return [.call(.substr, [text] + constant, .string), .call(.substr, [text] + unknown, .string)]
            }, arguments: [start, count ?? 0])
        #expect(got == [expected, expected])
    }

    @Test func `strchr, strrchr and strstr give the rest`() throws {
        let got = try texts("a/b/c") { text in
            [
                .call(.strchr, [text, .integer(47)], .string), .call(.strrchr, [text, .integer(47)], .string),
                .call(.strchr, [text, .integer(120)], .string), .call(.strstr, [text, .text("b/")], .string),
                .call(.strstr, [text, .text("x")], .string), .call(.strstr, [text, .text("")], .string),
            ]
        }
        #expect(got == ["/b/c", "/c", "", "b/c", "", "a/b/c"])
    }

    @Test func `index and rindex count from a start`() throws {
        let got = try numbers("abcabcabc") { text in
            [
                .call(.index, [text, .text("bc")], .int), .call(.index, [text, .text("bc"), .integer(2)], .int),
                .call(.rindex, [text, .text("bc")], .int), .call(.rindex, [text, .text("bc"), .integer(6)], .int),
                .call(.index, [text, .text("x")], .int), .call(.rindex, [text, .text("bc"), .integer(0)], .int),
                .call(.index, [text, .text(""), .integer(20)], .int), .call(.index, [text, .text("cd")], .int),
            ]
        }
        #expect(got == [1, 4, 7, 4, -1, -1, 9, -1])
    }

    @Test(arguments: [
        ("/usr/lib/x.so", "x.so", "/usr/lib"), ("x", "x", "."), ("", ".", "."), ("/", "/", "/"), ("///", "/", "/"),
        ("/x", "x", "/"), ("a//b//", "b", "a"), ("/a/b/", "b", "/a"),
    ])
    func `basename and dirname`(path: String, base: String, directory: String) throws {
        let got = try texts(path) { [.call(.basename, [$0], .string), .call(.dirname, [$0], .string)] }
        #expect(got == [base, directory])
    }

    @Test func `lltostr writes every base`() throws {
        let cases: [(Int64, Int64?, String)] = [
            (0, nil, "0"), (42, nil, "42"), (-42, nil, "-42"), (.min, nil, "-9223372036854775808"), (255, 16, "0xff"),
            (0, 16, "0x0"), (8, 8, "010"), (0, 8, "0"), (5, 2, "101"), (-1, 2, String(repeating: "1", count: 64)),
            (35, 36, "z"), (-1, 16, "0xffffffffffffffff"),
        ]
        for (value, base, expected) in cases {
            let got = try texts(
                "",
                { _ in
                    [
                        .call(.lltostr, [.integer(value, .long)] + (base.map { [.integer($0)] } ?? []), .string),
                        .call(.lltostr, [.argument(0)] + (base == nil ? [] : [.argument(1)]), .string),
                    ]
                }, arguments: [value, base ?? 0])
            #expect(got == [expected, expected])
        }
    }

    @Test func `toupper and tolower change letters only`() throws {
        let got = try texts("aZ@[`{é 09") { [.call(.toupper, [$0], .string), .call(.tolower, [$0], .string)] }
        #expect(got == ["AZ@[`{é 09", "az@[`{é 09"])
    }

    @Test func `byte order`() throws {
        let got = try numbers("") { _ in
            [
                .call(.htons, [.integer(0x1234, .unsignedShort)], .unsignedShort),
                .call(.ntohl, [.integer(0x1234_5678, .unsignedInt)], .unsignedInt),
                .call(.htonll, [.integer(1, .unsignedLong)], .unsignedLong),
                .call(.getmajor, [.integer(0x80_0003, .unsignedLong)], .long),
                .call(.getminor, [.integer(0x80_0003, .unsignedLong)], .long),
            ]
        }
        #expect(got == [0x3412, 0x7856_3412, 1 << 56, 8, 3])
    }

    @Test func `copyin, alloca and bcopy move memory of any size`() throws {
        let source = UnsafeMutablePointer<UInt8>.allocate(capacity: 32)
        defer { source.deallocate() }
        for index in 0..<32 { source[index] = UInt8(index + 65) }
        source[31] = 0
        var builder = ProgramBuilder()
        let p = builder.variable("p", .pointer(.char, .scratch), .clause)
        let q = builder.variable("q", .pointer(.char, .scratch), .clause)
        func at(_ pointer: Variable, _ offset: Int64) -> TypedExpression {
            .init(.dereference(.binary(.add, .variable(pointer), .integer(offset, .long), pointer.type)), .char)
        }
        builder.clause([
            .expression(.assign(.variable(p), .call(.copyin, [.argument(0), .argument(1)], p.type))),
            .expression(.assign(.variable(q), .call(.alloca, [.integer(40, .long)], q.type))),
            .expression(.call(.bcopy, [.variable(p), .variable(q), .argument(1)], .void)),
            .expression(.assign(at(q, 1), .integer(120, .char))),
            .action(.trace(TypedExpression(.stringOf(.variable(p)), .string))),
            .action(.trace(TypedExpression(.stringOf(.variable(q)), .string))),
        ])
        let runner = try ImageRunner(builder.program)
        var arguments = [Int64(Int(bitPattern: source)), 32] + [Int64](repeating: 0, count: 8)
        #expect(try runner.fire(ImageRunner.Firing(arguments: arguments)) == nil)
        let record = try #require(runner.records().first)
        let fields = runner.compiled.clauses[0].records[0].actions.compactMap(\.traced)
        #expect(record.text(fields[0].offset) == "ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_")
        #expect(record.text(fields[1].offset) == "AxCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_")
        arguments[1] = 300
        #expect(try runner.fire(ImageRunner.Firing(arguments: arguments))?.kind == FaultKind.noScratch.rawValue)
        arguments = [8, 32] + [Int64](repeating: 0, count: 8)
        #expect(try runner.fire(ImageRunner.Firing(arguments: arguments))?.kind == FaultKind.badAddress.rawValue)
    }

    @Test func `inet_ntoa writes an address`() throws {
        let address = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
        defer { address.deallocate() }
        for (bytes, text) in [([192, 168, 0, 1], "192.168.0.1"), ([10, 0, 200, 255], "10.0.200.255")]
            as [([UInt32], String)]
        {
            address.pointee = bytes[0] | bytes[1] << 8 | bytes[2] << 16 | bytes[3] << 24
            let pointer = TypedExpression.argument(0).converted(to: .pointer(.unsignedInt, .user))
            #expect(
                try texts(
                    "", { _ in [.call(.inet_ntoa, [pointer], .string)] }, arguments: [Int64(Int(bitPattern: address))])
                    == [text])
        }
    }
}
