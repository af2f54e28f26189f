import DLanguage
import Testing

/// Tags of DTrace that `DiagnosticTests` does not raise, each with what raises it and what comes close without.
@Suite struct `Documented tags` {
    @Test(arguments: designators + conversions + operators + declarations + pragmas + providers)
    func `are raised`(fault: Fault) {
        let found = finding(fault.script)
        #expect(found?.tag == fault.tag, "\(found?.message ?? "nothing is found")")
        #expect(found?.message.contains(fault.says) != false, "\(found?.message ?? "")")
    }

    @Test(
        arguments: [
            "int f(int); static int g(void); extern int h(int a, ...); BEGIN { }",
            "inline int one[int] = 1; BEGIN { trace(one[5]); }", "BEGIN /x == 0/ { x = 1; }",
            "BEGIN /x++ == 0/ { y = x; }", "#pragma D\nBEGIN { }", "#pragma once\nBEGIN { }",
            "#pragma D attributes Stable/Stable/Common x\nint x; BEGIN { }",
            "#pragma D attributes stable/evolving/isa y\nBEGIN { y = 1; }",
            "#pragma D binding \"1.5\" z\ninline int z = 1; BEGIN { }",
            "struct s { int a; };\n#pragma D binding \"1.0\" translator\ntranslator struct s < int i > { a = i; }; BEGIN { }",
            "int a[5]; BEGIN { a[4] = 1; }",
            "provider p { probe zero(int a) : (int a, long a); }; BEGIN { }",
            "provider p { probe one(int a, char *b) : (char *b, int a); probe two(); }; BEGIN { }",
            "struct s { int a; }; translator struct s < int i > { a = i; }; "
                + "provider p { probe one(int a) : (struct s *a); }; BEGIN { }",
            "provider p { probe one(int); }; provider p { probe one(int); }; BEGIN { }",
            "struct s { struct { int a; }; union { int b; char c; }; }; struct s v; BEGIN { v.c = 1; }",
            "int const volatile x; unsigned const y; BEGIN { x = 1; y = 2; }",
            "uint32_t self x; BEGIN { self->x = 1; }",
            "struct s { int count; }; struct s sums; self int trace; BEGIN { sums.count = 1; self->trace = 2; }",
            "inline int twice[int count] = count * 2; BEGIN { trace(twice[2]); }",
            "# 1 \"names.h\"\ntypedef int rand; enum e { min };\nextern int strlen(char *); BEGIN { }",
        ])
    func `are not raised`(script: String) {
        #expect(finding(script) == nil)
    }

    @Test func `for macro arguments`() {
        let options = CheckOptions(macroArguments: ["t.d", "99999999999999999999"])
        #expect(finding("BEGIN { trace($1); }", options: options)?.tag == "D_MACRO_OFLOW")
        #expect(finding("BEGIN { trace($$1); }", options: options) == nil)
        #expect(finding("BEGIN { }", options: options)?.tag == "D_MACRO_UNUSED")
    }

    @Test func `for stability below the least that is wanted`() {
        let options = CheckOptions(minimumAttributes: Attributes("Evolving/Evolving/Common"))
        #expect(finding("BEGIN { trace(curthread->pid); }", options: options)?.tag == "D_ATTR_MIN")
        #expect(
            finding("BEGIN { trace(`jiffies); }", options: options)?.message
                == "attributes for symbol `jiffies (Private/Private/Unknown) are less than predefined minimum")
        #expect(finding("BEGIN { trace(pid); }", options: options) == nil)
        let stated = "#pragma D attributes Stable/Stable/Common me\ninline int me = curthread->pid;"
        #expect(finding("\(stated) BEGIN { trace(me); }", options: options)?.tag == "D_ATTR_MIN")
    }

    @Test func `stability is the weakest of what a clause uses`() throws {
        func stability(_ text: String) throws -> String { "\(try checked(text).clauses[0].attributes)" }
        #expect(try stability("BEGIN { trace(pid); }") == "Stable/Stable/Common")
        #expect(try stability("BEGIN /curthread->pid/ { }") == "Stable/Private/Common")
        let inline = "inline int me = curthread->pid; BEGIN { trace(me); }"
        #expect(try stability(inline) == "Stable/Private/Common")
        #expect(
            try stability("#pragma D attributes Evolving/Unstable/ISA me\n\(inline)") == "Evolving/Unstable/ISA")
    }
}

private let designators = [
    Fault("D_FUNC_IDENT", "(1)(2)"), Fault("D_FUNC_IDENT", "self->x(1)"), Fault("D_FUNC_IDKIND", "pid(2)"),
    Fault("D_FUNC_IDKIND", "a[1] = 1; a(2)", says: "associative array 'a' may not be referenced as a function"),
    Fault("D_IDENT_BADREF", "trace = 1", says: "tracing function 'trace' may not be referenced as scalar"),
    Fault("D_IDENT_BADREF", "sum++", says: "aggregating function 'sum'"), Fault("D_IDENT_BADREF", "min[1] = 2"),
    Fault("D_IDENT_BADREF", "strlen = 1", says: "function 'strlen'"), Fault("D_IDENT_BADREF", "trace(panic)"),
    Fault("D_ARGS_MULTI", "!fbt:::entry { trace(args[1]); }", says: "fbt:::entry matches an unstable set of probes"),
    Fault("D_ARGS_MULTI", "!*:::entry { trace(args[0]); }"), Fault("D_REGS_IDX", "trace(uregs[-1])"),
    Fault("D_VAR_UNDEF", "x += 1"), Fault("D_VAR_UNDEF", "self->x += 1"), Fault("D_VAR_UNDEF", "x[1] *= 2"),
    Fault("D_ADDROF_VAR", "trace(&pid)"), Fault("D_ADDROF_VAR", "@a = count(); trace(&@a)"),
    Fault("D_SIZEOF_TYPE", "@a = count(); trace(sizeof (@a))"), Fault("D_IDENT_UNDEF", "trace(sizeof (@a))"),
    Fault("D_SYNTAX", "!BEGIN", says: "expected predicate and/or actions following probe description"),
    Fault("D_SYNTAX", "!BEGIN /1/", says: "expected actions { } following probe description and predicate"),
    Fault("D_PDESC_INVAL", "!pid$1:::entry { }"), Fault("D_FREOPEN_INVALID", "freopen(\".\")"),
    Fault(
        "D_TRACE_DYN",
        "!struct s { int a; }; translator struct s < int x > { a = x; }; BEGIN { trace(xlate <struct s>(1)); }"),
]

private let conversions =
    ["hs", "hc", "llc", "lls", "lS", "wC", "Ld", "wd", "lp", "la", "lk", "lY", "hhf", "llf"].map {
        Fault("D_SYNTAX", "printf(\"%\($0)\", 1)", says: "%\($0) is not a valid conversion")
    }

private let operators = [
    Fault("D_OP_VFPTR", "!void *p; BEGIN { p++; }"), Fault("D_OP_VFPTR", "!void *p; BEGIN { p += 1; }"),
    Fault("D_OP_INCOMPAT", "!void *p; BEGIN { trace(p + 1); }"),
    Fault("D_OP_ARRFUN", "!int a[3]; BEGIN { a = 1; }", says: "\"int [3]\""),
    Fault("D_OP_ARRFUN", "!char a[3]; BEGIN { a = \"x\"; }"), Fault("D_OP_SCALAR", "!int a[3]; BEGIN { a++; }"),
    Fault("D_OP_PTR", "!struct s { int a; }; struct s v; BEGIN { trace(v->a); }"),
    Fault("D_OP_SOU", "!int *p; BEGIN { trace(p->a); }"), Fault("D_OP_INCOMPAT", "trace(\"a\" + 1)"),
    Fault("D_OP_INCOMPAT", "x = \"a\"; x += 1"), Fault("D_OP_INT", "x = 1; x |= \"a\""),
    Fault("D_ARR_BOUNDS", "!int a[5]; BEGIN { trace(a[5]); }", says: "index outside array bounds: 5, max is 5"),
    Fault("D_ARR_BOUNDS", "!int a[5]; BEGIN { a[-1] = 1; }"),
]

private let declarations = [
    Fault("D_DECL_USELESS", "!int;"), Fault("D_DECL_USELESS", "!extern uint32_t;"),
    Fault("D_DECL_COMBO", "!struct s { int a; } int x;"), Fault("D_DECL_COMBO", "!uint32_t int x;"),
    Fault("D_DECL_SIGNINT", "!struct s { int a; } unsigned x;"), Fault("D_DECL_CLASS", "!int extern static x;"),
    Fault("D_DECL_BADCLASS", "!int register x;"), Fault("D_DECL_BADCLASS", "!inline extern int x = 1;"),
    Fault("D_DECL_PARMCLASS", "!int f(static int x);"), Fault("D_DECL_PARMCLASS", "!int a[extern int];"),
    Fault("D_DECL_PROTO_VOID", "!int f(int, void);"), Fault("D_DECL_PROTO_NAME", "!int f(void x);"),
    Fault("D_DECL_PROTO_FORM", "!int f(int x, int x);"), Fault("D_DECL_PROTO_FORM", "!int a[int x, int x];"),
    Fault("D_DECL_IDENT", "!uint32_t uint32_t x;"), Fault("D_DECL_SCOPE", "!int a`b;"),
    Fault("D_DECL_SCOPE", "!struct a`b { int x; };"), Fault("D_DECL_SCOPE", "!enum e { a`b };"),
    Fault("D_DECL_INCOMPLETE", "!struct s { struct nothing v; };"), Fault("D_DECL_ARRNULL", "!inline int a[] = 1;"),
    Fault("D_DECL_ARRNULL", "!inline int a[3] = 1;"), Fault("D_DECL_VOIDOBJ", "!inline void a = 1;"),
    Fault("D_DECL_IDRED", "!typedef int t; typedef int t;"), Fault("D_DECL_IDRED", "!typedef int uint32_t;"),
    Fault("D_DECL_IDRED", "!typedef int t; char t;"), Fault("D_DECL_IDRED", "!inline int n = n = 1;"),
    Fault("D_OP_INCOMPLETE", "!struct absent *p; BEGIN { x = *p; }", says: "struct absent is only declared"),
    Fault("D_DECL_DYNOBJ", "!typedef int array[int];", says: "cannot have dynamic type: array"),
    Fault("D_SIZEOF_TYPE", "trace(sizeof (int[int]))"),
    Fault("D_CAST_INVAL", "x = (int[string])1", says: "\"int\" to type \"associative array\""),
    Fault("D_DECL_IDRED", "!int count;"), Fault("D_DECL_IDRED", "!string strlen;"),
    Fault("D_DECL_IDRED", "!typedef int trace;"), Fault("D_DECL_IDRED", "!typedef int pid;"),
    Fault("D_DECL_IDRED", "!enum e { execname };"), Fault("D_DECL_IDRED", "!enum e { printf };"),
    Fault("D_DECL_IDRED", "!inline int rand = 4;"), Fault("D_SYNTAX", "!struct s { int; };"),
]

private let pragmas = [
    Fault("D_PRAGMA_MALFORM", "!#pragma D option quiet = 1\n", says: "superfluous arguments"),
    Fault("D_PRAGMA_MALFORM", "!#pragma D option \"quiet\"\n"), Fault("D_PRAGMA_MALFORM", "!#pragma D binding 1.5 x\n"),
    Fault("D_PRAGMA_UNUSED", "!#pragma D attributes Stable/Stable/Common nothing\nBEGIN { }"),
    Fault("D_PRAGMA_UNUSED", "!#pragma D binding \"1.0\" nothing\nBEGIN { }"),
    Fault("D_PRAGMA_UNUSED", "!#pragma D binding \"1.0\" translator\nBEGIN { }"),
    Fault("D_PRAGMA_UNUSED", "!#pragma D attributes Stable/Stable/Common provider none args\nBEGIN { }"),
    Fault("D_PRAGMA_SCOPE", "!#pragma D attributes Stable/Stable/Common pid\nBEGIN { }"),
    Fault("D_PRAGMA_SCOPE", "!#pragma D binding \"1.0\" strlen\nBEGIN { }"),
    Fault("D_PRAGMA_INVAL", "!#pragma D attributes Stable/Stable/Common provider p all\nprovider p { }; BEGIN { }"),
    Fault("D_PRAGMA_INVAL", "!#pragma D attributes Stable/Fast/Common x\nint x; BEGIN { }"),
]

private let providers = [
    Fault("D_PROV_BADNAME", "!provider p1 { probe a(); };", says: "may not end with a digit: p1"),
    Fault("D_PROV_BADNAME", "!provider \(String(repeating: "p", count: 64)) { probe a(); };"),
    Fault("D_PROV_BADNAME", "!provider p { probe \(String(repeating: "a", count: 64))(); };"),
    Fault("D_PROV_PRDUP", "!provider p { probe a(); probe a(); };"),
    Fault("D_PROV_INCOMPAT", "!provider p { probe a(int); }; provider p { probe a(char *); };"),
    Fault("D_PROV_INCOMPAT", "!provider p { probe a(int); }; provider p { probe a(int, int); };"),
    Fault("D_PROV_INCOMPAT", "!provider p { probe a(int); }; provider p { probe b(int); };"),
    Fault("D_PROV_PRXLATOR", "!struct s { int a; }; provider p { probe a(int x) : (struct s *x); };"),
    Fault(
        "D_PROV_PRARGLEN", "!provider p { probe a(\(Array(repeating: "int", count: 256).joined(separator: ", "))); };"),
    Fault("D_DECL_PROTO_FORM", "!provider p { probe a(int x) : (int y); };"),
    Fault("D_DECL_PROTO_NAME", "!provider p { probe a(int x) : (int); };"),
]
