import TestSupport
import Testing

extension LiveTests {
    /// print(): values with their types as a tree.
    struct PrintTests {
        private static let types = """
            struct in { char c; short s; }; union u { int i; char b[4]; }; enum e { A, B = 5 };
            typedef struct { int x; } nameless_t;
            struct t { int a; unsigned b; long l; char text[5]; struct in in; struct in many[2]; union u un; enum e en;
                int low:3; unsigned high:5; void *p; int *ip; nameless_t n; int zero; int numbers[4]; };
            struct in global; int list[3]; struct q { string s; char **pp; int (*f)(int); };
            typedef void (*hook_t)(void); struct calls { void (*f)(int); char *(*g)(void); hook_t h; struct in *(*many[2])(int);
                int (**table)(void); int (*(*row)[3])(void); };
            """

        /// What the clause prints, the addresses left out and the tree's 44 blanks too.
        private func printed(_ body: String, _ option: String = "-q") throws -> String {
            let result = try Live.run("-q", option, "-n", "\(Self.types) BEGIN { \(body) exit(0); }")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.errors == "")
            return result.output.replacing(/0x[0-9a-f]{8,} = \*/, with: "ADDRESS = *")
                .replacing("\n" + String(repeating: " ", count: 44), with: "\n:")
        }

        @Test func `characters that print are shown as such`() throws {
            let output = try printed(
                """
                this->i = (struct in *)alloca(sizeof (struct in)); this->i->c = ' '; print(this->i);
                this->i->c = '~'; print(this->i); this->i->c = 127; print(this->i);
                """)
            for text in ["' '", "'~'", "127"] { #expect(output.contains("\n: .c = (char)\(text),\n")) }
        }

        @Test func `strings end at their end, and pointers name what they point to`() throws {
            let output = try printed(
                "this->q = (struct q *)alloca(sizeof (struct q)); this->q->s = \"abc\"; this->q->pp = (char **)0x10;"
                    + "this->q->f = (void *)0x20; print(this->q);", "-xscratchsize=1024")
            #expect(
                output == """
                    ADDRESS = *
                    :(struct q) {
                    : .s = (string)"abc",
                    : .pp = (char **)0x10,
                    : .f = (int (*)())0x20,
                    :}


                    """, "\(output)")
        }

        @Test func `pointers to functions name the result`() throws {
            let output = try printed("this->c = (struct calls *)alloca(sizeof (struct calls)); print(this->c);")
            #expect(
                output == """
                    ADDRESS = *
                    :(struct calls) {
                    : .f = (void (*)())0x0,
                    : .g = (char *(*)())0x0,
                    : .h = (hook_t)0x0,
                    : .many = (struct in *(*[2])()) [
                    :  (struct in *(*)())0x0,
                    :  (struct in *(*)())0x0,
                    : ],
                    : .table = (int (**)())0x0,
                    : .row = (int (*(*)[3])())0x0,
                    :}


                    """, "\(output)")
        }

        @Test func `every kind of member`() throws {
            let output = try printed(
                """
                this->t = (struct t *)alloca(sizeof (struct t)); this->t->a = -4; this->t->b = 7; this->t->l = 1LL << 40;
                this->t->text[0] = 'h'; this->t->text[1] = 'i'; this->t->in.c = 'c'; this->t->in.s = -2;
                this->t->many[1].c = 'x'; this->t->un.i = 65; this->t->en = B; this->t->low = -1; this->t->high = 17;
                this->t->p = (void *)0x1234; this->t->n.x = 3; this->t->numbers[2] = 9; print(this->t);
                """)
            #expect(
                output == """
                    ADDRESS = *
                    :(struct t) {
                    : .a = (int)-4,
                    : .b = (unsigned int)7,
                    : .l = (long)1099511627776,
                    : .text = (char [5]) [
                    :  (char)'h',
                    :  (char)'i',
                    : ],
                    : .in = (struct in) {
                    :  .c = (char)'c',
                    :  .s = (short)-2,
                    : },
                    : .many = (struct in [2]) [
                    :  (struct in) {
                    :  },
                    :  (struct in) {
                    :   .c = (char)'x',
                    :  },
                    : ],
                    : .un = (union u) {
                    :  .i = (int)65,
                    :  .b = (char [4]) [
                    :   (char)'A',
                    :  ],
                    : },
                    : .en = (enum e)B,
                    : .low = (int)-1,
                    : .high = (unsigned int)17,
                    : .p = (void *)0x1234,
                    : .ip = (int *)0x0,
                    : .n = (nameless_t) {
                    :  .x = (int)3,
                    : },
                    : .numbers = (int [4]) [
                    :  (int)9,
                    : ],
                    :}


                    """)
        }

        @Test func `pointers to numbers`() throws {
            let output = try printed(
                """
                this->i = (int *)alloca(4); *this->i = 77; print(this->i); this->c = (char *)alloca(1); *this->c = 'a';
                print(this->c); this->u = (uint8_t *)alloca(1); *this->u = 255; print(this->u);
                """)
            #expect(output == "ADDRESS = *\n:(int)77\nADDRESS = *\n:(char)'a'\nADDRESS = *\n:(uint8_t)255\n\n")
        }

        @Test func `arrays and structures in memory`() throws {
            let output = try printed(
                "global.s = 4; print(global); list[1] = 5; print(list); print(global.s ? list : list);")
            #expect(
                output == """
                    ADDRESS = *
                    :(struct in) {
                    : .s = (short)4,
                    :}
                    ADDRESS = *
                    :(int [3]) [
                    : (int)5,
                    :]
                    ADDRESS = *
                    :(int)0


                    """)
        }

        @Test func `printsize cuts the tree short`() throws {
            let numbers = "list[0] = 1; list[1] = 2; list[2] = 3; print(list);"
            let all = ": (int)1,\n: (int)2,\n: (int)3,\n"
            for (size, shown) in [
                (0, all), (12, all), (13, all), (11, ": (int)1,\n: (int)2,\n: ...\n"), (1, ": ...\n"),
            ] {
                #expect(
                    try printed(numbers, "-xprintsize=\(size)") == "ADDRESS = *\n:(int [3]) [\n\(shown):]\n\n",
                    "\(size)")
            }
            let nested = "this->t = (struct t *)alloca(sizeof (struct t)); this->t->in.c = 'c'; this->t->in.s = 7;"
            #expect(
                try printed("setopt(\"printsize\", \"23\"); \(nested) print(this->t);") == """
                    ADDRESS = *
                    :(struct t) {
                    : .text = (char [5]) [
                    : ],
                    : .in = (struct in) {
                    :  .c = (char)'c',
                    :  ...
                    : },
                    :}


                    """)
        }

        @Test func `columns before it stay as they are`() throws {
            let result = try runCommand(
                Live.program, ["-n", "BEGIN { this->i = (int *)alloca(4); trace(1); print(this->i); exit(0); }"],
                environment: ["_DTRACE_TESTING": "1"])
            let row = String(repeating: " ", count: 26) + ":BEGIN " + "          1"
            let rest = result.output.replacing(/0x[0-9a-f]{8,} = \*/, with: "ADDRESS = *").split(separator: "\n")
            #expect(rest.dropFirst() == [row[...] + "ADDRESS = *", String(repeating: " ", count: 44)[...] + "(int)0"])
        }
    }
}
