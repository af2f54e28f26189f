import DLanguage
import Testing

/// A faulty script and what is said about it.
struct Fault: CustomTestStringConvertible, Sendable {
    var tag: String
    var text: String
    /// A part of the sentence.
    var says: String

    init(_ tag: String, _ text: String, says: String = "") {
        self.tag = tag
        self.text = text
        self.says = says
    }

    var testDescription: String { "\(tag): \(text)" }

    /// The whole script: bodies stand in a BEGIN clause.
    var script: String { text.hasPrefix("!") ? String(text.dropFirst()) : "BEGIN { \(text); }" }
}

@Suite struct `Diagnostics` {
    @Test(arguments: lexicalFaults + expressionFaults + operatorFaults + nameFaults)
    func `of expressions carry the documented tag`(fault: Fault) { expect(fault) }

    @Test(arguments: actionFaults + printfFaults + aggregationFaults + furtherFaults)
    func `of actions carry the documented tag`(fault: Fault) { expect(fault) }

    @Test(arguments: declarationFaults + programFaults + furtherDeclarationFaults)
    func `of declarations and programs carry the documented tag`(fault: Fault) { expect(fault) }

    private func expect(_ fault: Fault) {
        guard let found = finding(fault.script) else {
            Issue.record("nothing is found in \(fault.script)")
            return
        }
        #expect(found.tag == fault.tag, "\(found.message)")
        #expect(found.message.contains(fault.says), "\(found.message)")
        #expect(found.line >= 1)
        #expect(found.site.upperBound <= fault.script.utf8.count + 1)
    }

    @Test func `name the line and, for libraries, the file`() throws {
        #expect(finding("BEGIN\n{\n  x = y;\n}")?.line == 3)
        #expect(finding("BEGIN\n{\n  x = y;\n}")?.file == nil)
        let library = DSource(
            name: "/lib/a.d", text: Array("\ninline int a = nothing;".utf8), form: .script, isLibrary: true)
        let script = DSource(name: "t.d", text: Array("BEGIN { trace(a); }".utf8), form: .script)
        let error = #expect(throws: Diagnostic.self) {
            try check([library, script], options: CheckOptions(), resolver: FixedProbes(), types: NoTypeSource())
        }
        #expect(error?.line == 2)
        #expect(error?.file == "/lib/a.d")
    }
}

private let lexicalFaults = [
    Fault("D_SYNTAX", "trace(1.5)", says: "floating-point constants are not permitted"),
    Fault("D_SYNTAX", "trace(.5)"), Fault("D_SYNTAX", "trace(1e3)"),
    Fault("D_SYNTAX", "x = \u{1}", says: "invalid character"),
    Fault("D_SYNTAX", "!#pragma D option cpppath=a\u{0}b\n", says: "invalid character \\00"),
    Fault("D_SYNTAX", "while (1) x", says: "syntax error near \"while\""), Fault("D_SYNTAX", "for", says: "\"for\""),
    Fault("D_SYNTAX", "goto x"), Fault("D_SYNTAX", "return 1"), Fault("D_SYNTAX", "x = "), Fault("D_SYNTAX", "a b"),
    Fault("D_SYNTAX", "!BEGIN {", says: "syntax error near end of input"), Fault("D_SYNTAX", "\"a\" \"b\""),
    Fault("D_SYNTAX", "!BEGIN /1 { }"), Fault("D_SYNTAX", "!BEGIN,"), Fault("D_SYNTAX", "!;"), Fault("D_SYNTAX", "x[]"),
    Fault("D_SYNTAX", "if 1 x"), Fault("D_SYNTAX", "self->1"), Fault("D_SYNTAX", "a = `"),
    Fault("D_MACRO_UNDEF", "trace($$x)"),
    Fault("D_SYNTAX", "!/* /* */", says: "/* encountered inside a comment"), Fault("D_SYNTAX", "!/* a"),
    Fault("D_STR_NL", "trace(\"a\n\")"), Fault("D_SYNTAX", "!BEGIN { trace(\"a"),
    Fault("D_CHR_NL", "trace('a\n')"), Fault("D_CHR_NULL", "trace('')"), Fault("D_CHR_OFLOW", "trace('abcdefghi')"),
    Fault("D_INT_OFLOW", "trace(18446744073709551616)"), Fault("D_INT_DIGIT", "trace(08)"),
    Fault("D_INT_DIGIT", "trace(12ab)"),
    Fault("D_INT_DIGIT", "trace(0x)"), Fault("D_MACRO_UNDEF", "trace($4)", says: "macro argument $4 is not defined"),
    Fault("D_PRAGCTL_INVAL", "!#if 1\n"), Fault("D_PRAGERR", "!#error no\n", says: "#error: no"),
    Fault("D_PRAGERR", "!#pragma D error no\n"), Fault("D_PRAGMA_MALFORM", "!#line x\n"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D option\n"), Fault("D_PRAGMA_INVAL", "!#pragma D nothing\n"),
]

private let expressionFaults = [
    Fault("D_IDENT_UNDEF", "trace(nothing)", says: "failed to resolve nothing: Unknown variable name"),
    Fault("D_IDENT_UNDEF", "x = x + 1"), Fault("D_MACRO_UNDEF", "trace($nothing)"),
    Fault("D_VAR_UNDEF", "trace(a[1])"),
    Fault("D_VAR_UNDEF", "trace(self->x)", says: "self->x has not yet been declared or assigned"),
    Fault("D_VAR_UNDEF", "trace(this->x)"), Fault("D_VAR_UNSUP", "x = stack()"),
    Fault("D_VAR_UNSUP", "x = bcopy(&`jiffies, alloca(8), 8)"),
    Fault("D_IDENT_UNDEF", "trace(`nothing)"),
    Fault("D_FUNC_UNDEF", "nothing(1)", says: "undefined function name: nothing"),
    Fault("D_UNKNOWN", "breakpoint()", says: "breakpoint() is not implemented (yet)"), Fault("D_UNKNOWN", "panic()"),
    Fault("D_UNKNOWN", "msgsize(0)"), Fault("D_EXPR_NULL", "1"), Fault("D_EXPR_NULL", "pid + 1"),
    Fault("D_PROTO_LEN", "x = strlen()", says: "strlen( ) prototype mismatch: 0 args passed, 1 expected"),
    Fault("D_PROTO_LEN", "x = substr(\"a\")", says: "at least 2 expected"),
    Fault("D_PROTO_LEN", "a[1] = 1; a[1, 2] = 3"),
    Fault("D_PROTO_ARG", "x = strlen(1)", says: "prototype: const char *\n\t argument: int"),
    Fault("D_PROTO_ARG", "a[1] = 1; a[\"x\"] = 2", says: "key #1"), Fault("D_PROTO_ARG", "trace(uregs[\"a\"])"),
    Fault("D_SYNTAX", "trace((nothing_t)1)"), Fault("D_TYPE_ERR", "trace(sizeof (enum nothing))"),

]

private let operatorFaults = [
    Fault("D_OP_INT", "x = ~\"a\""),
    Fault("D_OP_INT", "x = \"a\" % 2", says: "operator % requires operands of integral type"),
    Fault("D_OP_INT", "x = 1; x <<= \"a\""), Fault("D_OP_ARITH", "x = -\"a\""), Fault("D_OP_ARITH", "x = \"a\" * 2"),
    Fault("D_OP_INCOMPAT", "x = 1; x += \"a\""), Fault("D_OP_SCALAR", "x = !\"a\""),
    Fault("D_OP_SCALAR", "x = \"a\" && 1"),
    Fault("D_OP_SCALAR", "x = \"a\" ? 1 : 2"), Fault("D_OP_SCALAR", "if (\"a\") x = 1"),
    Fault("D_OP_SCALAR", "s = \"a\"; s++"),
    Fault("D_OP_INCOMPAT", "x = 1; x = \"a\"", says: "operands have incompatible types: \"int\" = \"string\""),
    Fault("D_OP_INCOMPAT", "x = \"a\" == 1"), Fault("D_OP_INCOMPAT", "x = curthread + curthread"),
    Fault("D_OP_INCOMPAT", "x = 1 ? \"a\" : 2"), Fault("D_OP_INCOMPAT", "x = curthread == (int *)0"),
    Fault("D_OP_INCOMPAT", "x = curthread; x = 5"),
    Fault("D_OP_LVAL", "1 = 2", says: "operator = requires modifiable lvalue"),
    Fault("D_OP_LVAL", "5++"), Fault("D_OP_WRITE", "pid = 1", says: "can only be applied to a writable variable"),
    Fault("D_OP_WRITE", "arg0 = 1"), Fault("D_OP_WRITE", "timestamp++"), Fault("D_OP_ACT", "x = exit(1)"),
    Fault("D_OP_DYN", "x = stack() + 1"), Fault("D_OP_DYN", "x = -sym(1)"), Fault("D_DIV_ZERO", "x = 1 / 0"),
    Fault("D_DIV_ZERO", "x = pid % (2 - 2)"), Fault("D_DIV_ZERO", "x = 1; x /= 0"), Fault("D_DEREF_NONPTR", "x = *pid"),
    Fault("D_DEREF_VOID", "x = *(void *)arg0"), Fault("D_DEREF_FUNC", "x = *`vfs_read"),
    Fault("D_ADDROF_LVAL", "x = &1"),
    Fault("D_ADDROF_VAR", "x = 1; y = &x"), Fault("D_ADDROF_BITFIELD", "x = &curthread->flags"),
    Fault("D_OP_PTR", "x = pid->a"), Fault("D_OP_SOU", "x = curthread.pid"),
    Fault("D_TYPE_MEMBER", "x = curthread->nothing", says: "nothing is not a member of struct task_struct"),
    Fault("D_CAST_INVAL", "x = (int)\"a\""), Fault("D_CAST_INVAL", "x = (struct task_struct)curthread"),
    Fault("D_SIZEOF_TYPE", "x = sizeof (void)"), Fault("D_SIZEOF_BITFIELD", "x = sizeof (curthread->flags)"),
    Fault("D_OFFSETOF_TYPE", "x = offsetof(int, a)"),
    Fault("D_OFFSETOF_BITFIELD", "x = offsetof(struct task_struct, flags)"),
    Fault("D_STRINGOF_TYPE", "x = stringof(*curthread)"), Fault("D_SIZEOF_TYPE", "x = sizeof (struct nothing)"),
    Fault("D_ALLOCA_INCOMPAT", "x = alloca(8); x = (void *)arg0"), Fault("D_ARR_BADREF", "x = pid[1]"),
]

private let nameFaults = [
    Fault("D_IDENT_BADREF", "trace(args)"), Fault("D_IDENT_BADREF", "trace(strlen)"),
    Fault("D_FUNC_IDKIND", "x = 1; x(1)"),
    Fault("D_IDENT_BADREF", "a[1] = 2; trace(a)", says: "associative array 'a' may not be referenced as scalar"),
    Fault("D_IDENT_BADREF", "@a = count(); x = @a"), Fault("D_IDENT_BADREF", "x = (@a = count())"),
    Fault("D_IDENT_BADREF", "!inline int n[int k] = k; BEGIN { trace(n); }"), Fault("D_ARR_LOCAL", "this->a[1] = 2"),
    Fault("D_ARGS_IDX", "!fbt::vfs_read:entry { trace(args[5]); }", says: "index 5 is out of range"),
    Fault("D_PROTO_ARG", "!fbt::vfs_read:entry { trace(args[pid]); }"), Fault("D_ARGS_IDX", "trace(args[0])"),
]

private let actionFaults = [
    Fault("D_PROTO_LEN", "trace()"), Fault("D_TRACE_VOID", "trace(exit(1))"),
    Fault("D_TRACE_DYN", "@a = count(); trace(@a)"),
    Fault("D_PROTO_LEN", "print()"),
    Fault("D_PRINT_VOID", "print(printf(\"a\"))"), Fault("D_PRINT_DYN", "@a = count(); print(@a)"),
    Fault("D_PROTO_LEN", "tracemem(1)"), Fault("D_TRACEMEM_ADDR", "tracemem(\"a\", 1)"),
    Fault("D_TRACEMEM_SIZE", "tracemem(arg0, pid)"), Fault("D_TRACEMEM_SIZE", "tracemem(arg0, 0)"),
    Fault("D_TRACEMEM_DYNSIZE", "tracemem(arg0, 8, \"a\")"), Fault("D_STACK_PROTO", "stack(1, 2)"),
    Fault("D_STACK_SIZE", "stack(0)"),
    Fault("D_USTACK_PROTO", "ustack(1, 2, 3)"), Fault("D_USTACK_FRAMES", "ustack(pid)"),
    Fault("D_USTACK_STRSIZE", "ustack(1, -1)"),
    Fault("D_PROTO_LEN", "exit()"), Fault("D_PROTO_ARG", "exit(\"a\")"), Fault("D_PROTO_LEN", "sym()"),
    Fault("D_PROTO_ARG", "sym(\"a\")"),
    Fault("D_PROTO_ARG", "setopt(1)"), Fault("D_PROTO_ARG", "pcap(\"a\", 1)"),

    Fault("D_SPEC_SPEC", "speculate(1); speculate(1)"), Fault("D_SPEC_COMM", "commit(1); speculate(1)"),
    Fault("D_SPEC_DREC", "trace(1); speculate(1)"), Fault("D_COMM_COMM", "commit(1); commit(1)"),
    Fault("D_COMM_DREC", "trace(1); commit(1)"), Fault("D_COMM_DREC", "@a = count(); commit(1)"),
    Fault("D_SPEC_DREC", "@a = count(); speculate(1)"),
    Fault("D_DREC_COMM", "commit(1); trace(1)"), Fault("D_EXIT_SPEC", "speculate(1); exit(1)"),
    Fault("D_AGG_SPEC", "speculate(1); @ = count()"),
    Fault("D_AGG_COMM", "commit(1); @ = count()"),
    Fault("D_ACT_SPEC", "!#pragma D option destructive\nBEGIN { speculate(1); raise(9); }"),
    Fault("D_CLEAR_PROTO", "clear()"), Fault("D_CLEAR_AGGARG", "clear(1)"),
    Fault("D_CLEAR_AGGBAD", "clear(@x)", says: "undefined aggregation: @x"),
    Fault("D_TRUNC_PROTO", "trunc()"), Fault("D_TRUNC_AGGARG", "trunc(1)"), Fault("D_TRUNC_AGGBAD", "trunc(@x)"),
    Fault("D_TRUNC_SCALAR", "@a = count(); trunc(@a, \"x\")"), Fault("D_NORMALIZE_PROTO", "normalize(@a)"),
    Fault("D_NORMALIZE_AGGARG", "normalize(1, 1)"),
    Fault("D_NORMALIZE_AGGBAD", "normalize(@x, 1)"), Fault("D_NORMALIZE_SCALAR", "@a = count(); normalize(@a, \"x\")"),
    Fault("D_DENORMALIZE_PROTO", "denormalize()"), Fault("D_DENORMALIZE_AGGARG", "denormalize(1)"),
    Fault("D_DENORMALIZE_AGGBAD", "denormalize(@x)"),
]

private let printfFaults = [
    Fault("D_PROTO_LEN", "printf()"), Fault("D_PRINTF_ARG_FMT", "printf(1)", says: "prototype: string constant"),
    Fault("D_PRINTF_FMT_EMPTY", "printf(\"\")"),
    Fault("D_SYNTAX", "printf(\"%\")", says: "name expected before end"),
    Fault("D_SYNTAX", "printf(\"%q\", 1)", says: "%q is not a valid conversion"),
    Fault("D_SYNTAX", "printf(\"%99999d\", 1)"),
    Fault("D_PRINTF_AGG_CONV", "printf(\"%@d\", 1)"),
    Fault("D_PRINTF_ARG_PROTO", "printf(\"%d\")", says: "conversion #1 (%d) is missing"),
    Fault("D_PRINTF_ARG_EXTRA", "printf(\"%d\", 1, 2)", says: "only 1 argument required"),
    Fault("D_PRINTF_DYN_PROTO", "printf(\"%*d\")"),
    Fault("D_PRINTF_DYN_TYPE", "printf(\"%*d\", \"a\", 1)"),
    Fault("D_PRINTF_ARG_TYPE", "printf(\"%d\", \"a\")", says: "argument: string"),
    Fault("D_PRINTF_ARG_TYPE", "printf(\"%s\", 1)", says: "char [] or string (or use stringof)"),
    Fault("D_PRINTF_ARG_TYPE", "printf(\"%k\", 1)"),
    Fault("D_PRINTF_ARG_TYPE", "printf(\"%a\", \"a\")"), Fault("D_PRINTF_ARG_TYPE", "printf(\"%f\", 1)"),
    Fault("D_PRINTF_DYN", "@a = count(); printf(\"%d\", @a)"),
    Fault("D_PRINTA_PROTO", "printa(\"a\")"), Fault("D_PROTO_LEN", "printa()"),
    Fault("D_PRINTA_AGGARG", "printa(\"%d\", 1)"), Fault("D_PRINTA_AGGBAD", "printa(@x)"),
    Fault("D_PRINTA_AGGKEY", "@a[1] = count(); @b = count(); printa(@a, @b)"),
    Fault("D_PRINTA_AGGPROTO", "@a[1] = count(); @b[\"x\"] = count(); printa(@a, @b)"),
    Fault("D_PRINTF_ARG_PROTO", "@a = count(); printa(\"%d %@d\", @a)"),
    Fault("D_PRINTF_ARG_TYPE", "@a[1] = count(); printa(\"%s\", @a)"),
    Fault("D_PRINTF_DYN_PROTO", "@a[1] = count(); printa(\"%*d\", @a)"),
]

private let aggregationFaults = [
    Fault("D_AGG_NULL", "@a"), Fault("D_AGG_NULL", "count()"), Fault("D_AGG_FUNC", "@a = 1"),
    Fault("D_AGG_FUNC", "@a = strlen(\"x\")"),
    Fault("D_FUNC_UNDEF", "@a = nothing()"), Fault("D_AGG_SCALAR", "@a = sum(\"x\")"),
    Fault("D_KEY_TYPE", "@a[bcopy(alloca(1), alloca(1), 1)] = count()"),
    Fault("D_AGG_REDEF", "@a = count(); @a = sum(1)", says: "current: @a = sum( )\n\tprevious: @a = count( ) : line 1"),
    Fault("D_PROTO_LEN", "@a = count(1)", says: "count( ) prototype mismatch: 1 arg passed, 0 expected"),
    Fault("D_PROTO_LEN", "@a[1] = count(); @a = count()"),
    Fault("D_PROTO_ARG", "@a[1] = count(); @a[\"x\"] = count()"), Fault("D_PROTO_ARG", "@a = quantize(1, \"x\")"),
    Fault("D_OP_SCALAR", "@a += count()"),
    Fault("D_LQUANT_BASETYPE", "@a = lquantize(1, pid, 2)"), Fault("D_LQUANT_MISMATCH", "@a = lquantize(1, 0, 0)"),
    Fault("D_LQUANT_BASEVAL", "@a = lquantize(1, 0x100000000, 2)"),
    Fault("D_LQUANT_LIMTYPE", "@a = lquantize(1, 0, pid)"),
    Fault("D_LQUANT_LIMVAL", "@a = lquantize(1, 0, 0x100000000)"),
    Fault("D_LQUANT_MISMATCH", "@a = lquantize(1, 5, 2)"),
    Fault("D_LQUANT_STEPTYPE", "@a = lquantize(1, 0, 10, pid)"),
    Fault("D_LQUANT_STEPTYPE", "@a = lquantize(1, 0, 10, 0)"),
    Fault("D_LQUANT_STEPVAL", "@a = lquantize(1, 0, 10, 70000)"),
    Fault("D_LQUANT_STEPLARGE", "@a = lquantize(1, 0, 10, 20)"),
    Fault("D_LQUANT_STEPSMALL", "@a = lquantize(1, 0, 100000, 1)"),
    Fault(
        "D_LQUANT_MATCHBASE", "@a = lquantize(1, 0, 10); @a = lquantize(1, 1, 10)",
        says: "current: 1\n\tprevious: 0 : line 1"),
    Fault("D_LQUANT_MATCHLIM", "@a = lquantize(1, 0, 10); @a = lquantize(1, 0, 11)"),
    Fault("D_LQUANT_MATCHSTEP", "@a = lquantize(1, 0, 10); @a = lquantize(1, 0, 10, 2)"),
    Fault("D_LLQUANT_FACTORTYPE", "@a = llquantize(1, pid, 0, 6, 20)"),
    Fault("D_LLQUANT_FACTORVAL", "@a = llquantize(1, 70000, 0, 6, 20)"),
    Fault("D_LLQUANT_LMAGTYPE", "@a = llquantize(1, 10, pid, 6, 20)"),
    Fault("D_LLQUANT_LMAGVAL", "@a = llquantize(1, 10, -1, 6, 20)"),
    Fault("D_LLQUANT_HMAGTYPE", "@a = llquantize(1, 10, 0, pid, 20)"),
    Fault("D_LLQUANT_HMAGVAL", "@a = llquantize(1, 10, 0, 70000, 20)"),
    Fault("D_LLQUANT_STEPTYPE", "@a = llquantize(1, 10, 0, 6, pid)"),
    Fault("D_LLQUANT_STEPVAL", "@a = llquantize(1, 10, 0, 6, 70000)"),
    Fault("D_LLQUANT_FACTORVAL", "@a = llquantize(1, 1, 0, 6, 20)"),
    Fault("D_LLQUANT_HMAGVAL", "@a = llquantize(1, 10, 6, 3, 20)"),
    Fault("D_LLQUANT_STEPVAL", "@a = llquantize(1, 10, 0, 6, 0)"),
    Fault("D_LLQUANT_STEPVAL", "@a = llquantize(1, 10, 0, 6, 15)"),
    Fault("D_LLQUANT_HMAGVAL", "@a = llquantize(1, 10, 0, 20, 20)"),
    Fault("D_LLQUANT_MATCHFACTOR", "@a = llquantize(1, 10, 0, 6, 20); @a = llquantize(1, 2, 0, 6, 4)"),
    Fault("D_LLQUANT_MATCHLMAG", "@a = llquantize(1, 10, 0, 6, 20); @a = llquantize(1, 10, 1, 6, 20)"),
    Fault("D_LLQUANT_MATCHHMAG", "@a = llquantize(1, 10, 0, 6, 20); @a = llquantize(1, 10, 0, 5, 20)"),
    Fault("D_LLQUANT_MATCHSTEPS", "@a = llquantize(1, 10, 0, 6, 20); @a = llquantize(1, 10, 0, 6, 10)"),
]

private let declarationFaults = [
    Fault("D_DECL_CHARATTR", "!short char x;"), Fault("D_DECL_BADCLASS", "!static int x;"),
    Fault("D_DECL_IDRED", "!int x; string x;"), Fault("D_DECL_IDRED", "!int pid;"),
    Fault("D_DECL_IDRED", "!struct s { int a; int a; };"),
    Fault("D_DECL_TYPERED", "!struct s { int a; }; struct s { int b; };"), Fault("D_DECL_IDRED", "!enum e { A, A };"),
    Fault("D_DECL_IDRED", "!typedef int t; typedef char t;"), Fault("D_DECL_IDRED", "!int x; inline int x = 1;"),
    Fault("D_DECL_ARRSUB", "!int a[0];"), Fault("D_DECL_ARRSUB", "!int a[-1];"),
    Fault("D_DECL_ARRSUB", "!int a[pid];"), Fault("D_DECL_ENOFLOW", "!enum e { A = 0x80000000 };"),
    Fault("D_DECL_VOIDOBJ", "!struct s { void a; };"), Fault("D_DECL_DYNOBJ", "!struct s { int a[string]; };"),
    Fault("D_DECL_BFSIZE", "!struct s { int a : 33; };"), Fault("D_DECL_BFTYPE", "!struct s { char *a : 3; };"),
    Fault("D_DECL_VOIDOBJ", "!void x;"), Fault("D_DECL_BADCLASS", "!register int f;"),
    Fault("D_DECL_PROTO_TYPE", "!int a[void];"),
    Fault("D_OP_INCOMPAT", "!inline int a = \"x\"; BEGIN { trace(a); }"), Fault("D_DECL_LOCASSC", "!this int a[int];"),
    Fault("D_XLATE_SOU", "!translator int < int a > { b = 1; };"), Fault("D_XLATE_NONE", "trace(xlate <int>(1))"),
    Fault(
        "D_XLATE_REDECL",
        "!struct s { int a; }; translator struct s < int i > { a = i; }; translator struct s < int i > { a = i; };"),
    Fault("D_XLATE_NONE", "!struct s { int a; }; BEGIN { trace(xlate <struct s>(1).a); }"),
    Fault(
        "D_XLATE_NOCONV",
        "!struct s { int a; int b; }; translator struct s < int i > { a = i; }; BEGIN { trace(xlate <struct s>(1).b); }"
    ),
]

private let programFaults = [
    Fault("D_PDESC_ZERO", "!nothing:::here { }", says: "probe description nothing:::here does not match any probes"),
    Fault("D_ARGS_NONE", "!BEGIN { } int a[args[0]];"),
    Fault("D_PDESC_ZERO", "!9999 { }"),
    Fault("D_PDESC_INVAL", "!a:b:c:d:e { }", says: "invalid probe description \"a:b:c:d:e\""),
    Fault("D_PDESC_INVAL", "!pid$nothing:::entry { }", says: "Undefined macro variable"),
    Fault("D_PRED_SCALAR", "!BEGIN /execname/ { }"),
    Fault("D_IDENT_UNDEF", "!BEGIN /x/ { x = y; }"), Fault("D_SYNTAX", "!BEGIN { } }"),
]

private let furtherFaults = [
    Fault("D_SYNTAX", "trace(1"),
    Fault("D_SYNTAX", "trace 1"),
    Fault("D_STR_NL", "trace(\"a\nb\")"),
    Fault("D_INT_DIGIT", "trace(09)"),
    Fault("D_INT_OFLOW", "trace(0x12345678123456781)"),
    Fault("D_IDENT_UNDEF", "trace(foo)"),
    Fault("D_MACRO_UNDEF", "trace($foo)"),
    Fault("D_IDENT_UNDEF", "x = sizeof(foo)"),
    Fault("D_IDENT_UNDEF", "trace(`nosuchsym)"),
    Fault("D_IDENT_UNDEF", "x = sizeof (foo_t)"),
    Fault("D_SYNTAX", "x = (foo_t)1"),
    Fault("D_SIZEOF_TYPE", "x = sizeof(void)"),
    Fault("D_SIZEOF_TYPE", "x = sizeof(struct nosuch)"),
    Fault("D_KEY_TYPE", "a[trace(1)] = 1"),
    Fault("D_KEY_TYPE", "@[bcopy(0,0,0)] = count()"),
    Fault("D_KEY_TYPE", "x[stack()] = 1"),
    Fault("D_PROTO_LEN", "trace(1,2)"),
    Fault("D_TRACEMEM_ARGS", "tracemem(1,2,3,4)"),
    Fault("D_TRACE_VOID", "trace(bcopy(alloca(1), alloca(1), 1))"),
    Fault("D_STACK_PROTO", "stack(1,2,3)"),
    Fault("D_STACK_SIZE", "stack(\"a\")"),
    Fault("D_USTACK_PROTO", "ustack(1,2,3)"),
    Fault("D_USTACK_FRAMES", "ustack(-1)"),
    Fault("D_CLEAR_AGGARG", "x = 1; clear(x)"),
    Fault("D_TRUNC_PROTO", "@=count();trunc(@,1,2)"),
    Fault("D_TRUNC_SCALAR", "@=count(); trunc(@,\"a\")"),
    Fault("D_NORMALIZE_PROTO", "@=count();normalize(@)"),
    Fault("D_NORMALIZE_SCALAR", "@=count();normalize(@,\"x\")"),
    Fault("D_PRINTF_ARG_TYPE", "printf(\"%d\",\"a\")"),
    Fault("D_PRINTF_ARG_EXTRA", "printf(\"%d\",1,2)"),
    Fault("D_PRINTF_DYN_TYPE", "printf(\"%*d\",\"a\",1)"),
    Fault("D_PRINTF_AGG_CONV", "printf(\"%@d\",1)"),
    Fault("D_SYNTAX", "printf(\"%Z\",1)"),
    Fault("D_PRINTA_PROTO", "printa(\"x\")"),
    Fault("D_PRINTA_AGGARG", "printa(\"%d\",1)"),
    Fault("D_PRINTA_AGGARG", "printa(1)"),
    Fault("D_EXIT_SPEC", "speculate(1); exit(0)"),
    Fault("D_AGG_COMM", "commit(1); @=count()"),
    Fault("D_AGG_SPEC", "speculate(1); @=count()"),
    Fault("D_AGG_FUNC", "@a = strlen(\"a\")"),
    Fault("D_PROTO_LEN", "@a = sum()"),
    Fault("D_FUNC_UNDEF", "@a = foo()"),
    Fault("D_AGG_MDIM", "@a[1][2] = count()"),
    Fault("D_PROTO_LEN", "@a[1] = count(); @a[1,2] = count()"),
    Fault("D_PROTO_LEN", "@a = lquantize(1)"),
    Fault("D_LQUANT_BASETYPE", "@a = lquantize(1,pid,2)"),
    Fault("D_LQUANT_MISMATCH", "@a = lquantize(1,5,2)"),
    Fault("D_LQUANT_STEPLARGE", "@ = lquantize(1,0,10,20)"),
    Fault("D_LQUANT_LIMTYPE", "@a = lquantize(1,0,\"x\")"),
    Fault("D_LQUANT_STEPTYPE", "@a = lquantize(1,0,10,pid)"),
    Fault("D_LQUANT_STEPTYPE", "@a = lquantize(1,0,10,0)"),
    Fault("D_LQUANT_STEPSMALL", "@a = lquantize(1,0,100000,1)"),
    Fault("D_LQUANT_MATCHBASE", "@ = lquantize(1,0,10,1); @ = lquantize(1,1,10,1)"),
    Fault("D_LQUANT_BASEVAL", "@ = lquantize(1,0x100000000,10,1)"),
    Fault("D_LLQUANT_FACTORTYPE", "@ = llquantize(1,pid,1,2,3)"),
    Fault("D_LLQUANT_FACTORVAL", "@ = llquantize(1,1,1,2,3)"),
    Fault("D_LLQUANT_HMAGVAL", "@ = llquantize(1,10,5,2,10)"),
    Fault("D_LLQUANT_STEPVAL", "@ = llquantize(1,10,1,2,3)"),
    Fault("D_LLQUANT_STEPVAL", "@ = llquantize(1,10,1,2,15)"),
    Fault("D_LLQUANT_HMAGVAL", "@ = llquantize(1,10,1,50,10)"),
    Fault("D_OP_INT", "x = 1 << \"a\""),
    Fault("D_OP_INCOMPAT", "x = \"a\" + \"b\""),
    Fault("D_DIV_ZERO", "x = 1/0"),
    Fault("D_DIV_ZERO", "x = 1 % 0"),
    Fault("D_DEREF_VOID", "x = *(void *)0"),
    Fault("D_CAST_INVAL", "x = (struct task_struct)1"),
    Fault("D_FUNC_UNDEF", "foo(1)"),
    Fault("D_PROTO_ARG", "x = substr(1, 2)"),
    Fault("D_EXPR_NULL", "pid"), Fault("D_EXPR_NULL", "*curthread"), Fault("D_EXPR_NULL", "pid / 2"),
    Fault("D_PROTO_LEN", "x[1] = 1; x[1,2] = 1"),
    Fault("D_PROTO_ARG", "x[1] = 1; x[\"a\"] = 1"),
    Fault("D_MACRO_UNDEF", "trace($5)"),
    Fault("D_PROTO_LEN", "exit(1,2)"),
    Fault("D_PROTO_LEN", "speculate()"),
]

private let furtherDeclarationFaults = [
    Fault("D_SYNTAX", "! /* /* */ BEGIN {}"),
    Fault("D_SYNTAX", "! /* foo"),
    Fault("D_SYNTAX", "!BEGIN { trace(1); exit(0)"),
    Fault("D_SYNTAX", "!BEGIN trace(1); }"),
    Fault("D_SYNTAX", "!BEGIN { trace(1);; }}"),
    Fault("D_EMPTY", "!\n"),
    Fault("D_EMPTY", "!#pragma D option quiet\n"),
    Fault("D_SYNTAX", "!foo_t x; BEGIN {}"),
    Fault("D_SIZEOF_BITFIELD", "!struct s { int a:3; } v; BEGIN { trace(sizeof(v.a)); }"),
    Fault("D_UNKNOWN", "!struct s { int a; }; BEGIN { trace(offsetof(struct s, b)); }"),
    Fault("D_OFFSETOF_BITFIELD", "!struct s { int a:3; }; BEGIN { trace(offsetof(struct s, a)); }"),
    Fault("D_DECL_LOCASSC", "!this int a[int]; BEGIN {}"),
    Fault("D_DECL_IDRED", "!int x; string x; BEGIN {}"),
    Fault("D_DECL_IDRED", "!inline int x = 1; inline int x = 2; BEGIN {}"),
    Fault("D_DECL_TYPERED", "!struct s { int a; }; struct s { int a; }; BEGIN {}"),
    Fault("D_DECL_IDRED", "!typedef int foo; typedef char foo; BEGIN {}"),
    Fault("D_DECL_ENCONST", "!enum e { A = \"x\" }; BEGIN {}"),
    Fault("D_DECL_ENOFLOW", "!enum e { A = 0x80000000 }; BEGIN {}"),
    Fault("D_DECL_IDRED", "!enum e { A, A }; BEGIN {}"),
    Fault("D_DECL_IDRED", "!enum e { A }; enum f { A }; BEGIN {}"),
    Fault("D_DECL_BFCONST", "!struct s { int a:pid; }; BEGIN {}"),
    Fault("D_DECL_BFSIZE", "!struct s { int a:33; }; BEGIN {}"),
    Fault("D_DECL_BFTYPE", "!struct s { int *a:3; }; BEGIN {}"),
    Fault("D_DECL_VOIDOBJ", "!void x; BEGIN {}"),
    Fault("D_DECL_ARRNULL", "!int x[]; BEGIN {}"),
    Fault("D_DECL_ARRSUB", "!int x[-1]; BEGIN {}"),
    Fault("D_DECL_ARRBIG", "!int x[0x100000000]; BEGIN {}"),
    Fault("D_DECL_PROTO_TYPE", "!int x[void]; BEGIN {}"),
    Fault("D_DECL_INCOMPLETE", "!struct nosuch x; BEGIN {}"),
    Fault("D_DECL_COMBO", "!short long x; BEGIN {}"),
    Fault("D_DECL_SIGNINT", "!unsigned float x; BEGIN {}"),
    Fault("D_DECL_SIGNINT", "!signed struct s x; BEGIN {}"),
    Fault("D_DECL_CHARATTR", "!long char x; BEGIN {}"),
    Fault("D_DECL_VOIDATTR", "!short void x; BEGIN {}"),
    Fault("D_DECL_LONGINT", "!short double x; BEGIN {}"),
    Fault("D_DECL_LONGINT", "!long float x; BEGIN {}"),
    Fault("D_DECL_BADCLASS", "!static int x; BEGIN {}"),
    Fault("D_DECL_BADCLASS", "!auto int x; BEGIN {}"),
    Fault("D_DECL_CLASS", "!typedef extern int x; BEGIN {}"),
    Fault("D_DECL_COMBO", "!int char x; BEGIN {}"),
    Fault("D_DECL_PROTO_VARARGS", "!int x[int, ...]; BEGIN {}"),
    Fault("D_FUNC_UNDEF", "!int f(int); BEGIN { f(1); }"),
    Fault("D_OP_INCOMPAT", "!inline int x = \"a\"; BEGIN {}"),
    Fault("D_IDENT_UNDEF", "!inline int x = y; BEGIN {}"),
    Fault("D_IDENT_UNDEF", "!inline int x = x + 1; BEGIN {}"),
    Fault("D_XLATE_SOU", "!translator int < int a > { b = a; }; BEGIN {}"),
    Fault("D_XLATE_MEMB", "!struct s { int a; }; translator struct s < int i > { b = i; }; BEGIN {}"),
    Fault("D_XLATE_INCOMPAT", "!struct s { int a; }; translator struct s < int i > { a = \"x\"; }; BEGIN {}"),
    Fault(
        "D_XLATE_REDECL",
        "!struct s { int a; }; translator struct s < int i > { a = i; }; translator struct s < int i > { a = i; }; BEGIN {}"
    ),
    Fault(
        "D_XLATE_NOCONV",
        "!struct s { int a; int b;}; translator struct s < int i > { a = i; }; BEGIN { trace(xlate<struct s>(1).b); }"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D option\nBEGIN {}"),
    Fault("D_PRAGMA_INVAL", "!#pragma D nosuch\nBEGIN {}"),
    Fault("D_PRAGERR", "!#error foo\nBEGIN {}"),
    Fault("D_PRAGERR", "!#pragma D error foo\nBEGIN {}"),
    Fault("D_PRAGCTL_INVAL", "!#foo\nBEGIN {}"),
    Fault("D_PRAGMA_MALFORM", "!#line foo\nBEGIN {}"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D attributes foo\nBEGIN {}"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D binding foo\nBEGIN {}"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D depends_on\nBEGIN {}"),
    Fault("D_PRAGMA_INVAL", "!#pragma D depends_on foo bar\nBEGIN {}"),
    Fault("D_PRAGMA_DEPEND", "!#pragma D depends_on library foo.d\nBEGIN {}"),
    Fault("D_PRED_SCALAR", "!BEGIN /\"a\"/ { }"),
    Fault("D_PDESC_ZERO", "!foo:bar:baz:qux { }"),
    Fault("D_PDESC_ZERO", "!nosuch { }"),
]
