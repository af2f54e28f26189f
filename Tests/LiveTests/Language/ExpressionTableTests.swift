import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Rules of the language chapters of the DTrace guide, each as a clause and the line it prints.
    ///
    /// All rows of a table are one program: `N_` in a row stands for names of its own.
    struct ExpressionTableTests {
        struct Row {
            var declarations = ""
            var body: String
            var prints: String

            init(_ body: String, _ prints: String, given declarations: String = "") {
                self.body = body
                self.prints = prints
                self.declarations = declarations
            }
        }

        @Test func `operators`() throws { try run(Self.operators) }

        @Test func `arrays, structs, bit-fields and pointers`() throws { try run(Self.memory) }

        @Test func `types, conversions and constants`() throws { try run(Self.types) }

        @Test func `strings, inlines and translators`() throws { try run(Self.definitions) }

        private func run(_ rows: [Row]) throws {
            var script = ""
            for (index, row) in rows.enumerated() {
                let text = "\(row.declarations)\nBEGIN { \(row.body); printf(\"\\n\"); }\n"
                script += text.replacingOccurrences(of: "N_", with: "r\(index)_")
            }
            let result = try Live.run("-qn", script + "BEGIN { exit(0); }")
            #expect(result.errors == "")
            let lines = result.output.components(separatedBy: "\n")
            for (row, line) in zip(rows, lines) { #expect(line == row.prints, "\(row.body)") }
            #expect(lines.count == rows.count + 2)
        }
    }
}

extension LiveTests.ExpressionTableTests {
    private static let operators = [
        Row(#"printf("%d %d %d %d", 5 + 3, 5 - 8, -3 * 4, 7 / 2)"#, "8 -3 -12 3"),
        Row(#"N_x = -7; N_y = 2; printf("%d %d", N_x / N_y, N_x % N_y)"#, "-3 -1"),
        Row(#"printf("%u %u", -1, (uint64_t)-1)"#, "4294967295 18446744073709551615"),
        Row(#"N_x = 5; N_y = N_x++ + ++N_x; printf("%d %d", N_x, N_y)"#, "7 12"),
        Row(#"printf("%d %d %d", !5 + !0, 6 & 3 | 8, 6 ^ 3)"#, "1 10 5"),
        Row(#"printf("%d %x %d", ~0, ~0, 1 << 3 >> 1)"#, "-1 ffffffff 4"),
        Row(#"N_x = (unsigned)7; printf("%d", -1 < N_x)"#, "0"),
        Row(#"printf("%s", "a" < "b" ? "yes" : "no")"#, "yes"),
        Row(#"printf("%d %d %d", 1 && 0 || 1, 1 ^^ 1, 0 ^^ 1)"#, "1 0 1"),
        Row(#"N_a = 1, N_b = 2; printf("%d %d", N_a, N_b)"#, "1 2"),
        Row(
            #"N_x = 2; N_x += 3; N_x *= 4; N_x -= 1; N_x /= 2; N_x %= 5; printf("%d", N_x)"#, "4"),
        Row(#"N_x = 1; N_x <<= 4; N_x |= 3; N_x &= 0x12; N_x ^= 1; N_x >>= 1; printf("%d", N_x)"#, "9"),
        Row(#"N_x = 3; if (N_x > 2) { printf("big"); } else { printf("small"); }"#, "big"),
        Row(#"printf("%d", (N_x = 4) + (N_y = 5))"#, "9"),
        Row(#"printf("%d %d", self->N_x = 5, self->N_x); self->N_x = 0"#, "5 5"),
        Row(#"printf("%d", 2 + 3 * 4 - 10 / 5 % 3 << 1 & 0xff)"#, "24"),
        Row(#"printf("%d%d%d%d", 1 <= 1, 2 <= 1, 1 >= 2, 2 > 2)"#, "1000"),
        Row(#"printf("%d %d %d", -1 < 1u, (unsigned long)-1 % 10, (unsigned long)-1 / 10 > 1)"#, "0 5 1"),
        Row(#"N_c = 100; printf("%d %d", N_c + N_c, sizeof (N_c + N_c))"#, "200 4", given: "char N_c;"),
        Row(#"printf("%d %d %d", sizeof (1 + 1L), sizeof (1L + 1), sizeof (1 + 1))"#, "8 8 4"),
        Row(#"printf("%d %d", (short)40000 < 0, (unsigned short)-1 == 65535)"#, "1 1"),
        Row(#"printf("%d %d", -1 < 1ul, -1L > 1ul)"#, "0 1"),
        Row(#"printf("%d", sizeof (union N_u))"#, "12", given: "union N_u { char a[12]; int b; };"),
    ]

    private static let memory = [
        Row(#"N_a[0] = 1; N_a[4] = 5; printf("%d %d %d", N_a[0], N_a[4], N_a[2])"#, "1 5 0", given: "int N_a[5];"),
        Row(#"N_m[1][2] = 7; printf("%d %d", N_m[1][2], N_m[0][2])"#, "7 0", given: "int N_m[3][4];"),
        Row(#"N_s[0] = 'a'; N_s[1] = 'b'; printf("%s", stringof(N_s))"#, "ab", given: "char N_s[10];"),
        Row(
            #"N_v[1].x = 3; N_v[1].y = 4; printf("%d %d %d", N_v[1].x, N_v[1].y, N_v[0].x)"#, "3 4 0",
            given: "struct N_pt { int x; int y; }; struct N_pt N_v[3];"),
        Row(#"N_x["a", 1] = 3; N_x["b", 1] = 4; printf("%d %d %d", N_x["a", 1], N_x["b", 1], N_x["a", 2])"#, "3 4 0"),
        Row(#"N_x[1] = "one"; N_x[1] = 0; printf("[%s]", N_x[1])"#, "[]"),
        Row(#"self->N_a[1] = 2; self->N_a[1]++; printf("%d", self->N_a[1])"#, "3"),
        Row(#"N_x[1].a = 8; printf("%d %d", N_x[1].a, N_x[2].a)"#, "8 0", given: "struct N_s { int a; } N_x[int];"),
        Row(
            #"N_v.a = -2; N_v.b = 31; N_v.c = 2047; N_v.d = -1; printf("%d %d %d %d", N_v.a, N_v.b, N_v.c, N_v.d)"#,
            "-2 31 2047 1099511627775",
            given: "struct N_s { int a:3; unsigned b:5; int c:12; unsigned long long d:40; } N_v;"),
        Row(
            #"N_v.b = 31; printf("%d %d %d", N_v.b + 1, -N_v.b, -1 < N_v.b); N_v.b = 5; N_v.b++; trace(N_v.b)"#,
            "32 -31 16", given: "struct N_s { int a:3; unsigned b:5; } N_v;"),
        Row(
            #"N_v.i = 0x01020304; printf("%d %d", N_v.c[0], N_v.c[3])"#, "4 1",
            given: "union N_u { int i; char c[4]; } N_v;"),
        Row(
            #"N_v.a = 7; N_w = N_v; printf("%d", N_w.a)"#, "7",
            given: "struct N_s { int a; }; struct N_s N_v; struct N_s N_w;"),
        Row(#"self->N_v.a = 8; printf("%d", self->N_v.a)"#, "8", given: "self struct N_s { int a; } N_v;"),
        Row(#"this->N_v.a = 8; printf("%d", this->N_v.a)"#, "8", given: "this struct N_s { int a; } N_v;"),
        Row(
            #"N_p = (int *)alloca(12); N_p[2] = 5; N_q = N_p + 2; printf("%d %d", *N_q, N_q - N_p)"#, "5 2",
            given: "int *N_p; int *N_q;"),
        Row(
            #"N_h = (struct N_n *)alloca(16); N_h->v = 3; N_h->next = N_h; printf("%d", N_h->next->next->v)"#, "3",
            given: "struct N_n { int v; struct N_n *next; }; struct N_n *N_h;"),
        Row(
            #"N_x = (N_up)alloca(4); N_x->a = 0x41; printf("%c", N_x->b)"#, "A",
            given: "typedef union { int a; char b; } *N_up; N_up N_x;"),
        Row(
            #"N_v.c = 'x'; printf("%d %d", offsetof(struct N_o, c), N_v.b.c)"#, "8 0",
            given: "struct N_i { char c; }; struct N_o { long a; struct { char c; }; struct N_i b; } N_v;"),
        Row(
            #"N_p = (int *)alloca(4); N_q = 1 ? 0 : N_p; N_p = 0; printf("%d %d", N_p == 0, N_q == NULL)"#, "1 1",
            given: "int *N_p; int *N_q;"),
        Row(#"printf("%d", sizeof (1 ? N_p : N_q))"#, "8", given: "char *N_p; char *N_q;"),
        Row(
            #"printf("%d %d %d", sizeof (struct N_s), sizeof (union N_u), sizeof (struct N_d))"#, "3 8 16",
            given: "struct N_s { char a; int :3; char b; }; union N_u { long a; char b; }; "
                + "struct N_d { char a; double b; };"),
        Row(#"printf("%d", sizeof (curthread->usage.refs.counter))"#, "4"),
        Row(
            #"N_p = (int *)alloca(12); N_q = N_p + 2; N_q--; --N_q; N_q++; printf("%d", N_q - N_p)"#, "1",
            given: "int *N_p; int *N_q;"),
    ]

    private static let types = [
        Row(#"printf("%d %d %d %d", 0x10, 010, 10u, 10ULL)"#, "16 8 10 10"),
        Row(#"printf("%x %x %d %d", 'ab', 'abcd', '\n', '\377')"#, "6162 61626364 10 255"),
        Row(#"printf("%d %d %d", 0X1f, 0xFF, 0Xfful)"#, "31 255 255"),
        Row(#"printf("%d %d %d", (short)40000, (unsigned short)70000, (unsigned short)-1)"#, "-25536 4464 65535"),
        Row(#"printf("%s", "a\qb")"#, #"a\qb"#),
        Row(#"printf("%d %d %d", (char)300, (unsigned char)-1, (short)70000)"#, "44 255 4464"),
        Row(
            #"N_c = 200; N_s = 70000; N_u = 300; printf("%d %d %d", N_c, N_s, N_u)"#, "-56 4464 44",
            given: "char N_c; short N_s; unsigned char N_u;"),
        Row(
            #"printf("%d %d %d %d %d %d", sizeof (int), sizeof (long), sizeof (char), sizeof ("abc"), sizeof (N_a), sizeof (N_b))"#,
            "4 8 1 4 8 40", given: "int *N_a; int N_b[10];"),
        Row(#"printf("%d %d", sizeof (timestamp), sizeof (struct task_struct) > 1000)"#, "8 1"),
        Row(
            #"printf("%d %d", sizeof (N_t), sizeof (N_f))"#, "4 8",
            given: "typedef struct { int a; } N_t; int (*N_f)(int);"),
        Row(
            #"printf("%d %d %d", N_A, N_B, N_C)"#, "-1 0 9", given: "enum N_e { N_A = -1, N_B, N_C = N_A + 10 };"),
        Row(#"N_c = N_Y; printf("%d %d", N_c, N_c == N_Y)"#, "5 1", given: "enum N_e { N_X, N_Y = 5 }; enum N_e N_c;"),
        Row(
            #"printf("%d %d", offsetof(struct N_s, b), offsetof(struct N_s, c))"#, "4 8",
            given: "struct N_s { char a; int b; long c; };"),
        Row(#"N_x = 3; printf("%d", N_x)"#, "3", given: "typedef int N_int; N_int N_x;"),
        Row(#"printf("%d", N_a == 0 && N_b == 0)"#, "1", given: "const int N_a; volatile long N_b;"),
        Row(#"printf("%d", N_p == NULL)"#, "1", given: "int *N_p;"),
        Row(
            #"printf("%d", (long)&((struct task_struct *)0)->pid == offsetof(struct task_struct, pid))"#, "1"),
    ]

    private static let definitions = [
        Row(#"N_s = "abc"; printf("%s %d %c%c", N_s, strlen(N_s), N_s[1], N_s[2])"#, "abc 3 bc", given: "string N_s;"),
        Row(#"printf("%d %d", "abc"[1], sizeof ("abc"[1]))"#, "98 1"),
        Row(#"printf("[%s]", N_s)"#, "[]", given: "string N_s;"),
        Row(#"N_a[1] = "x"; printf("[%s][%s]", N_a[1], N_a[2])"#, "[x][]", given: "string N_a[int];"),
        Row(#"printf("%d %d %s", "a" == "a", "a" != "b", (string)"x")"#, "1 1 x"),
        Row(#"printf("%d %s", N_N, N_S)"#, "10 hi", given: #"inline int N_N = 10; inline string N_S = "hi";"#),
        Row(
            #"printf("%d %s", N_q[5], N_n[1, "x"])"#, "25 x",
            given: #"inline int N_q[int x] = x * x; inline string N_n[int i, string s] = i ? s : "no";"#),
        Row(#"N_a[9] = 1; printf("%d", N_a[9])"#, "1", given: "inline int N_N = 10; int N_a[N_N];"),
        Row(
            #"N_p = (struct N_i *)alloca(4); N_p->x = 4; printf("%d %s", xlate <struct N_o>(N_p).a, xlate <struct N_o *>(N_p)->b)"#,
            "5 s",
            given: #"struct N_o { int a; string b; }; struct N_i { int x; }; struct N_i *N_p; "#
                + #"translator struct N_o < struct N_i *p > { a = p->x + 1; b = "s"; };"#),
        Row(
            #"N_s = ",;"; printf("%s", strtok("a,b;c", N_s)); printf("%s%s", strtok(NULL, N_s), strtok(NULL, ";"))"#,
            "abc"),
        Row(#"printf("%s%s", lltostr(35, 36), lltostr(-1, 36))"#, "z3w5e11264sgsf"),
        Row(#"printf("%d %d %d", index("abc", "", -5), rindex("abc", "", 9), index("abc", "", 2))"#, "0 3 2"),
        Row(#"printf("%d %d", timestamp - N_t, `jiffies > 0)"#, "0 1", given: "BEGIN { N_t = timestamp; }"),
        Row(#"printf("%d %d", getmajor(0x812345), getminor(0x812345))"#, "8 74565"),
        Row(#"printf("%d", strstr(execargs, " -qn ") != "")"#, "1"),
        Row(#"printf("%d", index(curpsinfo->pr_psargs, "dtrace-prov") > 0)"#, "1"),
        Row(
            #"printf("%d %d %d %d", DTRACEFLT_UNKNOWN, DTRACEFLT_BADADDR, DTRACEFLT_BADALIGN, DTRACEFLT_ILLOP)"#,
            "0 1 2 3"),
        Row(#"printf("%d %d %d", DTRACEFLT_DIVZERO, DTRACEFLT_NOSCRATCH, DTRACEFLT_KPRIV)"#, "4 5 6"),
        Row(#"printf("%d %d %d", DTRACEFLT_UPRIV, DTRACEFLT_TUPOFLOW, DTRACEFLT_BADSTACK)"#, "7 8 9"),
        Row(#"printf("%d %d", DTRACEFLT_BADSIZE, DTRACEFLT_BADINDEX)"#, "10 11"),
        Row(#"printf("%d %d %d %d", R_RSP, R_PC, DTRACEFLT_DIVZERO, SIGKILL)"#, "19 16 4 9"),
    ]
}
