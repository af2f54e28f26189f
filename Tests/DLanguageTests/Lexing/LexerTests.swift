import DLanguage
import Testing

private func tokens(_ text: String, options: CheckOptions = CheckOptions()) throws -> [Token] {
    try lex(DSource(name: "t.d", text: Array(text.utf8), form: .script), options: options).tokens
}

private func kinds(_ text: String, options: CheckOptions = CheckOptions()) throws -> [Token.Kind] {
    try tokens(text, options: options).map(\.kind)
}

/// The constant in a clause that traces it.
private func literal(_ text: String) throws -> IntegerLiteral? {
    for case .integer(let literal) in try kinds("BEGIN { \(text) }") { return literal }
    return nil
}

@Suite struct `Lexer` {
    @Test(arguments: [
        ("0", 0, "int"), ("42", 42, "int"), ("0x1F", 31, "int"), ("017", 15, "int"), ("42u", 42, "unsigned int"),
        ("42UL", 42, "unsigned long"), ("42ll", 42, "long"), ("2147483648", 2_147_483_648, "long"),
        ("0xffffffff", 4_294_967_295, "unsigned int"), ("0xffffffffffffffff", UInt64.max, "unsigned long"),
        ("'a'", 97, "int"), ("'\\n'", 10, "int"), ("'\\0'", 0, "int"), ("'\\x41'", 65, "int"), ("'\\''", 39, "int"),
        ("'ab'", 0x6162, "int"), ("'abcdefgh'", 0x6162_6364_6566_6768, "long"),
        ("'\\377'", 255, "int"),
    ])
    func `reads integer and character constants`(text: String, value: UInt64, type: String) throws {
        let read = try #require(try literal(text))
        #expect(read.bits == value)
        #expect(read.type.name == type)
    }

    @Test(arguments: [
        (#""""#, ""), (#""a b""#, "a b"), (#""\a\b\f\n\r\t\v""#, "\u{7}\u{8}\u{c}\n\r\t\u{b}"), (#""\"\\\?""#, "\"\\?"),
        (#""\101\x42""#, "AB"), (#""/* no comment */""#, "/* no comment */"), (#""ä""#, "ä"),
    ])
    func `reads strings with their escapes`(text: String, value: String) throws {
        #expect(try kinds("BEGIN { \(text) }").contains(.string(Array(value.utf8))))
    }

    @Test func `keeps bytes that are no text in strings`() throws {
        let source = DSource(
            name: "t.d", text: Array("BEGIN { \"".utf8) + [0xff, 0xfe] + Array("\" }".utf8), form: .script)
        #expect(try lex(source).tokens.contains { $0.kind == .string([0xff, 0xfe]) })
    }

    @Test(arguments: Punctuator.allCases)
    func `takes the longest mark`(mark: Punctuator) throws {
        let outside: Set<Punctuator> = [.leftBrace, .rightBrace]
        guard !outside.contains(mark) else { return }
        #expect(try kinds("BEGIN { a \(mark.rawValue) b }")[3] == .punctuator(mark))
    }

    @Test(arguments: ["/usr/bin/a", "usdt:/usr/bin/a", "sched"])
    func `reads a module, which may be a path, before a predicate`(module: String) throws {
        for rest in ["", " /1/ { }"] {
            let source = DSource(name: "-m", text: Array((module + rest).utf8), form: .module)
            let kinds = try lex(source).tokens.map(\.kind)
            #expect(kinds.first == .spec(module))
            #expect(kinds.dropFirst().first == (rest.isEmpty ? .end : .predicateStart))
        }
    }

    @Test(arguments: [
        ("syscall::read:entry", ["syscall::read:entry"]), ("BEGIN,END", ["BEGIN", "END"]),
        ("pid$target:libc.so:*malloc?[a-z]:!", ["pid$target:libc.so:*malloc?[a-z]:!"]), ("12", ["12"]),
        ("pid1:/usr/lib/libc.so.6:malloc:entry", ["pid1:/usr/lib/libc.so.6:malloc:entry"]),
        ("usdt:/bin/a,b=c:f:probe-name", ["usdt:/bin/a,b=c:f:probe-name"]), ("fbt:vmlinux::", ["fbt:vmlinux::"]),
        ("tick-1s", ["tick-1s"]), ("sched:::on-cpu", ["sched:::on-cpu"]),
    ])
    func `reads probe descriptions`(text: String, specs: [String]) throws {
        let found = try kinds("\(text)\n{ }").compactMap { if case .spec(let text) = $0 { text } else { nil } }
        #expect(found == specs)
    }

    @Test func `a slash after a colon opens a predicate when no colon ends a path`() throws {
        #expect(
            try kinds("syscall::: /1/ { }").prefix(2) == [.spec("syscall:::"), .predicateStart])
        #expect(try kinds("syscall:::/pid == 1/{}").prefix(2) == [.spec("syscall:::"), .predicateStart])
    }

    @Test func `a slash in a predicate divides unless the predicate can end there`() throws {
        #expect(
            try kinds("BEGIN /a / b/ { }") == [
                .spec("BEGIN"), .predicateStart, .identifier("a"), .punctuator(.slash), .identifier("b"),
                .predicateEnd, .punctuator(.leftBrace), .punctuator(.rightBrace), .end,
            ])
        #expect(try kinds("BEGIN /a/ /* c */ { }").contains(.predicateEnd))
        #expect(try kinds("BEGIN /a/").contains(.predicateEnd))
        #expect(try kinds("BEGIN /a/;").contains(.predicateEnd))
    }

    @Test(arguments: [
        "int x;", "self int x;", "this char *p;", "pid_t p;", "foo_t *p;", "struct s { int a; };", "inline int a = 1;",
        "string s[int];", "`t x;", "typedef int (*f)(int);",
    ])
    func `tells declarations from probe descriptions`(text: String) throws {
        #expect(try !kinds(text).contains { if case .spec = $0 { true } else { false } })
        #expect(try kinds(text + " BEGIN { }").contains(.spec("BEGIN")))
    }

    @Test func `skips comments, the interpreter line and foreign pragmas`() throws {
        #expect(
            try kinds("#!/usr/sbin/dtrace -s\n/* a\n b */ BEGIN /* c */ { }\n#pragma once\n") == [
                .spec("BEGIN"), .punctuator(.leftBrace), .punctuator(.rightBrace), .end,
            ])
    }

    @Test func `follows line directives`() throws {
        let text = "# 10 \"a b.h\" 2\nBEGIN { }\n#line 100\nEND { }"
        let lexed = try lex(DSource(name: "t.d", text: Array(text.utf8), form: .script))
        let begin = lexed.tokens[0].range.lowerBound
        #expect(lexed.map.line(at: begin) == 10)
        #expect(lexed.map.file(at: begin) == "a b.h")
        let end = try #require(lexed.tokens.first { $0.kind == .spec("END") })
        #expect(lexed.map.line(at: end.range.lowerBound) == 100)
        for form in ["#pragma D line 30 \"x\"", "#pragma line 30 \"x\""] {
            let renumbered = try lex(DSource(name: "t.d", text: Array((form + "\nEND").utf8), form: .script))
            #expect(renumbered.map.line(at: form.utf8.count + 1) == 30)
            #expect(renumbered.map.file(at: form.utf8.count + 1) == "x")
        }
        let own = try lex(DSource(name: "t.d", text: Array("# 7 \"t.d\"\nEND".utf8), form: .script))
        #expect(own.map.line(at: 10) == 7)
        #expect(own.map.file(at: 10) == nil)
    }

    @Test func `puts macro arguments in place`() throws {
        let options = CheckOptions(macroArguments: ["t.d", "5", "foo", "x y", "foo + 1", "-7", "a\\tb", "\"q\""])
        #expect(
            try kinds("BEGIN { $1; $2; $$3; $3; $4; $5; $6; $7; $$pid }", options: options) == [
                .spec("BEGIN"), .punctuator(.leftBrace), .integer(IntegerLiteral(bits: 5)), .punctuator(.semicolon),
                .identifier("foo"), .punctuator(.semicolon), .string(Array("x y".utf8)), .punctuator(.semicolon),
                .string(Array("x y".utf8)), .punctuator(.semicolon), .string(Array("foo + 1".utf8)),
                .punctuator(.semicolon), .punctuator(.minus), .integer(IntegerLiteral(bits: 7)),
                .punctuator(.semicolon),
                .string(Array("a\tb".utf8)), .punctuator(.semicolon), .string(Array("q".utf8)), .punctuator(.semicolon),
                .macroVariable("pid", isString: true), .punctuator(.rightBrace), .end,
            ])
    }

    @Test func `missing macro arguments read as zero and nothing when asked for`() throws {
        let options = CheckOptions(defaultArguments: true)
        #expect(try kinds("BEGIN { $7 }", options: options).contains(.integer(IntegerLiteral(bits: 0))))
        #expect(try kinds("BEGIN { $$7 }", options: options).contains(.string([])))
    }

    @Test func `scopes names by module`() throws {
        #expect(
            try kinds("BEGIN { ext4`foo; `bar; self->x; @agg; @ }").filter {
                switch $0 {
                case .external, .keyword, .aggregation: true
                default: false
                }
            } == [
                .external(module: "ext4", name: "foo"), .external(module: "", name: "bar"), .keyword(.self),
                .aggregation("agg"), .aggregation("_"),
            ])
    }

    @Test func `prints tokens with their lines`() throws {
        let lexed = try lex(DSource(name: "t.d", text: Array("BEGIN\n{ trace(1); }".utf8), form: .script))
        #expect(
            lexed.description == """
                1 spec BEGIN
                2 mark {
                2 identifier trace
                2 mark (
                2 integer 1
                2 mark )
                2 mark ;
                2 mark }
                2 end
                """)
    }
}
