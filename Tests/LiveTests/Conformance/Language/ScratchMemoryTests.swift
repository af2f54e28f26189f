import TestSupport
import Testing

extension LiveTests {
    /// Memory from `alloca` and `copyin`: how far it reaches and how long it lasts.
    struct ScratchMemoryTests {
        @Test(arguments: ScratchMemoryCases.uses)
        func `pointers into it are those of C`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: [
            ("trace(this->p[2]);", "invalid address"), ("trace(this->p[-1]);", "invalid address"),
            ("this->q = this->p + 100000; trace(*this->q);", "invalid address"),
            ("this->p[2] = 1;", "invalid address"), ("this->p[-1] = 1;", "invalid address"),
            ("bcopy(this->p, this->p, 80);", "invalid address"), ("bcopy(this->p, curthread, 4);", "invalid address"),
            ("this->q = (int *)alloca(257);", "out of scratch space"),
            ("this->q = (int *)alloca(-1);", "out of scratch space"),
        ])
        func `what was not handed out is out of reach`(_ statement: String, _ fault: String) throws {
            let result = try Live.run(
                "-qn", "BEGIN { this->p = (int *)alloca(8); \(statement) exit(0); } ERROR { exit(3); }")
            #expect(result.status == 3)
            #expect(result.errors.contains(": \(fault) "), "\(result.errors)")
        }
    }
}

/// The programs and what they print.
private enum ScratchMemoryCases {
    static let uses: [OutputCase] = [
        .init(
            name: "elements and arithmetic",
            program: #"""
                BEGIN { this->p = (int *)alloca(16); this->p[0] = 1; this->p[3] = -4; *(this->p + 1) = 7; \#
                printf("%d %d %d %d", *this->p, this->p[3], this->p[1], this->p[2]); exit(0); }
                """#,
            output: "1 -4 7 0\n"),
        .init(
            name: "signs of what is read",
            program: #"""
                BEGIN { this->p = (uint16_t *)alloca(8); this->p[1] = 65535; this->q = (int16_t *)this->p; \#
                this->q++; printf("%d %d %d", this->p[1], *this->q, this->q - (int16_t *)this->p); exit(0); }
                """#,
            output: "65535 -1 1\n"),
        .init(
            name: "structures that point to one another",
            program: #"""
                struct n { int a; char b[4]; struct n *next; }; \#
                BEGIN { this->s = (struct n *)alloca(sizeof (struct n)); \#
                this->t = (struct n *)alloca(sizeof (struct n)); this->t->a = 2; this->s->next = this->t; \#
                this->s->b[2] = -9; printf("%d %d %d", this->s->next->a, this->s->b[2], this->s->b[1]); exit(0); }
                """#,
            output: "2 -9 0\n"),
        .init(
            name: "a structure as a whole",
            program: #"""
                struct pair { int a; int b; } v; \#
                BEGIN { this->p = (struct pair *)alloca(sizeof (struct pair)); this->p->a = 3; this->p->b = 4; \#
                v = *this->p; printf("%d %d", v.a, v.b); exit(0); }
                """#,
            output: "3 4\n"),
        .init(
            name: "the clauses that follow see it",
            program: #"""
                BEGIN { this->p = (int *)alloca(8); this->p[1] = 9; } \#
                BEGIN { this->q = (int *)alloca(8); this->q[1] = 1; this->s = strjoin("a", "b"); } \#
                BEGIN { printf("%d %d", this->p[1], this->q[1]); exit(0); }
                """#,
            output: "9 1\n"),
        .init(
            name: "clauses that take all there is, one after another",
            program: String(repeating: "BEGIN { this->p = (char *)alloca(264); this->p[263] = ++n; } ", count: 20)
                + #"BEGIN { printf("%d %d", this->p[263], n); exit(0); }"#,
            output: "20 20\n"),
        .init(
            name: "as much as one asks for",
            program: #"""
                BEGIN { this->p = (char *)alloca(60000); this->p[59999] = 7; printf("%d", this->p[59999]); } \#
                BEGIN { printf("%d", *(int *)0); } ERROR { printf(" fault"); exit(0); }
                """#,
            options: ["-q", "-xscratchsize=64k"],
            output: "7 fault\n",
            errors: "dtrace: error in dt_clause_1 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) at BPF pc N\n"
        ),
        .init(
            name: "strings of 4,096 bytes",
            program: #"""
                BEGIN { s = strjoin("abc", cleanpath("/a/../b")); self->t = s; x[s, 1] = s; \#
                printf("%s %d %s %s", x[s, 1], strlen(self->t), substr(s, 3), strtok(s, "/")); @[s] = count(); exit(0); }
                """#,
            options: ["-q", "-xstrsize=4096"],
            output: "abc/b 5 /b abc\n  abc/b                                                             1\n"),
        .init(
            name: "nothing at all",
            program: #"BEGIN { this->p = alloca(0); printf("ok"); exit(0); }"#,
            output: "ok\n"),
    ]
}
