import DLanguage
import Testing

@Suite struct `Declarations` {
    /// `sizeof` and `offsetof` of a struct declared as `s`.
    private func numbers(_ declaration: String, _ members: [String]) throws -> [Int64] {
        let expressions = ["sizeof (struct s)"] + members.map { "offsetof(struct s, \($0))" }
        let program = try checked("\(declaration) BEGIN { \(expressions.map { "trace(\($0));" }.joined()) }")
        return program.clauses[0].statements.compactMap {
            if case .action(.trace(let value)) = $0, case .integer(let number) = value.kind { number } else { nil }
        }
    }

    @Test(arguments: [
        ("struct s { char a; int b; char c; };", ["a", "b", "c"], [12, 0, 4, 8] as [Int64]),
        ("struct s { char a; char *b; short c; };", ["b", "c"], [24, 8, 16]),
        ("struct s { char a[3]; short b; long c[2]; };", ["b", "c"], [24, 4, 8]),
        ("struct s { int a : 3; int b : 30; char c; };", ["c"], [12, 8]),
        ("struct s { unsigned a : 3; unsigned : 0; unsigned b : 1; char c; };", ["c"], [8, 5]),
        ("struct t { char x; long y; }; struct s { char a; struct t b; };", ["b"], [24, 8]),
        ("struct s { char a; union { int b; long c; }; char d; };", ["b", "c", "d"], [24, 8, 8, 16]),
        ("struct s { int a; string b; };", ["b"], [264, 4]),
    ])
    func `lay out structs as the C compiler does`(text: String, members: [String], expected: [Int64]) throws {
        #expect(try numbers(text, members) == expected)
    }

    @Test func `give bit-fields their place`() throws {
        let program = try checked("struct s { int a : 3; int b : 5; }; struct s v; BEGIN { trace(v.b); }")
        guard case .action(.trace(let value)) = program.clauses[0].statements[0],
            case .member(_, let offset, let width) = value.kind
        else {
            Issue.record("no member")
            return
        }
        #expect(offset == 3)
        #expect(width == 5)
    }

    @Test func `name constants of enumerations`() throws {
        #expect(try typed("enum e { A, B = 7, C }; BEGIN { trace(A + B * C); }").hasSuffix("trace 56"))
    }

    @Test func `define recursive types through pointers`() throws {
        let text = "struct s { struct s *next; int v; }; BEGIN { trace(((struct s *)arg0)->next->v); }"
        #expect(
            try typed(text).hasSuffix(
                "trace (member:int (deref:struct s (member:struct s * (deref:struct s (to:struct s * arg0)) +0)) +64)"))
    }

    @Test func `expand inlines with their type`() throws {
        #expect(try typed("inline char N = 300; BEGIN { trace(N); }").hasSuffix("trace 44:char"))
        #expect(
            try typed("inline string n[int k] = k == pid ? \"me\" : \"it\"; BEGIN { trace(n[ppid]); }").hasSuffix(
                "trace (?:string (==:int ppid pid) \"me\" \"it\")"))
    }

    @Test func `expand translators member by member`() throws {
        let text = """
            typedef struct out { int pid; string name; } out_t;
            translator out_t < struct task_struct *T > { pid = T->pid; name = T->comm; };
            inline out_t *me = xlate <out_t *>(curthread);
            BEGIN { trace(xlate <out_t>(curthread).pid); trace(me->name); }
            """
        let lines = try typed(text).split(separator: "\n").suffix(2).map(String.init)
        #expect(
            lines == [
                "  trace (member:int (deref:struct task_struct curthread) +64)",
                "  trace (stringof (address (member:char [16] (deref:struct task_struct curthread) +128)))",
            ])
    }

    /// A clause whose args[0] is an `out_t` made of a `struct file`, as it is understood.
    private func translated(_ clause: String) throws -> String {
        var probes = FixedProbes()
        probes.typed[5] = [
            ResolvedArgument(type: "out_t *", index: 0, isUserPointer: false, nativeType: "struct file *")
        ]
        let text = """
            typedef struct out { int pid; } out_t; translator out_t < struct file *F > { pid = F->pid; };
            fbt::vfs_read:entry \(clause)
            """
        let source = DSource(name: "t.d", text: Array(text.utf8), form: .script)
        return try check([source], options: CheckOptions(), resolver: probes, types: FixedTypes()).description
    }

    @Test func `translate arguments that have a native type`() throws {
        #expect(
            try translated("{ trace(args[0]->pid); }")
                .hasSuffix("trace (member:int (deref:struct file (to:struct file * arg0)) +64)"))
    }

    @Test(arguments: [
        ("/args[0]/ { }", "predicate (to:out_t * (to:struct file * arg0))"),
        ("/!args[0]/ { }", "(!:int (to:out_t * (to:struct file * arg0)))"),
        ("/args[0] != NULL/ { }", "(!=:int (to:unsigned long (to:out_t * (to:struct file * arg0))) 0:unsigned long)"),
        (
            "/arg1 == args[0]/ { }",
            "(==:int (to:unsigned long arg1) (to:unsigned long (to:out_t * (to:struct file * arg0))))"
        ),
        ("/args[0] && pid/ { }", "(&& (to:out_t * (to:struct file * arg0)) pid)"),
        ("{ trace(args[0] ? 1 : 2); }", "trace (?:int (to:out_t * (to:struct file * arg0)) 1 2)"),
        ("{ if (args[0]) { trace(1); } }", "if (to:out_t * (to:struct file * arg0))"),
    ])
    func `compare translated arguments by what is translated`(clause: String, typed: String) throws {
        let program = try translated(clause)
        #expect(program.contains(typed), "\(program)")
    }

    @Test(arguments: [
        "this->o = args[0];", "trace(args[0] + 1);", "trace(*args[0]);", "trace(-args[0]);",
    ])
    func `refuse translated arguments as values`(statement: String) {
        let error = #expect(throws: Diagnostic.self) { try translated("{ \(statement) }") }
        #expect(error?.tag == "D_XLATE_SOU")
    }

    @Test func `of libraries serve the scripts after them`() throws {
        let library = DSource(
            name: "lib.d", text: Array("inline int ANSWER = 42; typedef int my_t;".utf8), form: .script, isLibrary: true
        )
        let script = DSource(name: "t.d", text: Array("BEGIN { trace((my_t)ANSWER); }".utf8), form: .script)
        let program = try check(
            [library, script], options: CheckOptions(), resolver: FixedProbes(), types: NoTypeSource())
        #expect(program.description.hasSuffix("trace 42:my_t"))
    }

    @Test func `of libraries may define what is built in, scripts may not`() throws {
        let text = "inline int cpu = 5; BEGIN { trace(cpu); }"
        #expect(finding(text)?.tag == "D_DECL_IDRED")
        let library = DSource(name: "lib.d", text: Array("inline int cpu = 5;".utf8), form: .script, isLibrary: true)
        let script = DSource(name: "t.d", text: Array("BEGIN { trace(cpu); }".utf8), form: .script)
        let program = try check(
            [library, script], options: CheckOptions(), resolver: FixedProbes(), types: NoTypeSource())
        #expect(program.description.hasSuffix("trace 5"))
    }

    @Test func `of libraries hold no clauses`() {
        let library = DSource(name: "lib.d", text: Array("BEGIN { }".utf8), form: .script, isLibrary: true)
        let error = #expect(throws: Diagnostic.self) {
            try check([library], options: CheckOptions(), resolver: FixedProbes(), types: NoTypeSource())
        }
        #expect(error?.tag == "D_SYNTAX")
        #expect(error?.file == "lib.d")
    }
}
