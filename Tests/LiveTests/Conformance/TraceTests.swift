import TestSupport
import Testing

extension LiveTests {
    /// trace(), tracemem(), print() and symbols, byte for byte.
    struct TraceTests {
        @Test(arguments: values)
        func `values show in their columns`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: bytes)
        func `bytes show as text or as a table`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: tables)
        func `tracemem() shows a table`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: symbols)
        func `symbols without names are addresses`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }

        static let values: [OutputCase] = [
            .init(
                name: "signed and unsigned numbers",
                options: [],
                program: "BEGIN { trace((char)-1); trace((short)-2); trace(-3); trace((int64_t)-4); trace((uint8_t)-1); trace((uint16_t)-1); trace((uint32_t)-1); trace((uint64_t)-1); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   -1    -2         -3                  -4 255 65535 4294967295 18446744073709551615


                    """),
            .init(
                name: "the same without columns",
                program: "BEGIN { trace((char)-1); trace((short)-2); trace(-3); trace((int64_t)-4); trace((uint8_t)-1); trace((uint16_t)-1); trace((uint32_t)-1); trace((uint64_t)-1); exit(0); }",
                output: "-1-2-3-425565535429496729518446744073709551615\n"),
            .init(
                name: "strings",
                options: [],
                program: #"BEGIN { trace("a"); trace("thirty-three characters fill this"); trace("thirty-four characters go beyond i"); trace(""); exit(0); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   a                                  thirty-three characters fill this  thirty-four characters go beyond i                                  \u{20}


                    """),
            .init(
                name: "pointers, enumerations and comparisons",
                options: [],
                program: "enum e { A = 7 }; BEGIN { trace((void *)16); trace(A); trace(1 == 1); trace(1 < 2 ? 3 : 4); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN                    16          7          1          3


                    """),
            .init(
                name: "parts of the probe and names",
                options: [],
                program: "BEGIN { trace(probeprov); trace(probemod); trace(probefunc); trace(probename); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   dtrace                                                                                                   BEGIN                           \u{20}


                    """),
            .init(
                name: "rows of several clauses",
                options: [],
                program: "BEGIN { trace(1); } BEGIN { } BEGIN /0/ { trace(2); } BEGIN { x = 1; } BEGIN { trace(3); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN           1
                                              :BEGIN\u{20}
                                              :BEGIN           3


                    """),
            .init(
                name: "side effects happen once",
                program: "BEGIN { x = 5; trace(x++); trace(++x); trace(x); exit(0); }",
                output: "577\n"),
        ]

        static let bytes: [OutputCase] = [
            .init(
                name: "a character array that reads as text",
                options: [],
                program: "char c[6]; BEGIN { c[0] = 'a'; c[1] = 'b'; trace(c); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   ab                              \u{20}


                    """),
            .init(
                name: "one that does not",
                options: [],
                program: "char c[6]; BEGIN { c[0] = 'a'; c[1] = 1; trace(c); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 61 01 00 00 00 00                                a.....



                    """),
            .init(
                name: "one with bytes behind its zero",
                options: [],
                program: "char c[6]; BEGIN { c[0] = 'a'; c[2] = 'b'; trace(c); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 61 00 62 00 00 00                                a.b...



                    """),
            .init(
                name: "an empty one",
                options: [],
                program: "char c[3]; BEGIN { trace(c); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 00 00 00                                         ...



                    """),
            .init(
                name: "one without a zero byte",
                program: #"char c[3]; BEGIN { c[0] = 'a'; c[1] = '\t'; c[2] = 'c'; trace(c); exit(0); }"#,
                output: "a\tc\n"),
            .init(
                name: "an array of numbers and a struct",
                options: [],
                program: "struct s { int a; char b[4]; }; struct s v; int n[5]; BEGIN { n[0] = 1; n[4] = -1; v.a = 1; v.b[0] = 65; trace(n); trace(v); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
                            10: ff ff ff ff                                      ....

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 01 00 00 00 41 00 00 00                          ....A...



                    """),
            .init(
                name: "rawbytes",
                options: ["-xrawbytes"],
                program: #"BEGIN { trace(5); trace((char)1); trace((int64_t)-1); trace("ab"); exit(0); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 05 00 00 00                                      ....

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 01                                               .

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: ff ff ff ff ff ff ff ff                          ........

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 61 62 00                                         ab.



                    """),
            .init(
                name: "setopt rawbytes",
                program: #"BEGIN { trace((char)65); setopt("rawbytes"); trace((char)65); exit(0); }"#,
                output: """
                    65
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41                                               A


                    """),
        ]

        static let tables: [OutputCase] = [
            .init(
                name: "lines of sixteen",
                options: [],
                program: "BEGIN { this->p = (char *)alloca(40); this->p[0] = 65; this->p[17] = 66; this->p[39] = 126; tracemem(this->p, 40); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  A...............
                            10: 00 42 00 00 00 00 00 00 00 00 00 00 00 00 00 00  .B..............
                            20: 00 00 00 00 00 00 00 7e                          .......~



                    """),
            .init(
                name: "one byte, sixteen, seventeen",
                program: "BEGIN { this->p = (char *)alloca(40); this->p[0] = 'x'; this->p[15] = 'y'; this->p[16] = 'z'; tracemem(this->p, 1); tracemem(this->p, 16); tracemem(this->p, 17); exit(0); }",
                output: """

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 78                                               x

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 78 00 00 00 00 00 00 00 00 00 00 00 00 00 00 79  x..............y

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 78 00 00 00 00 00 00 00 00 00 00 00 00 00 00 79  x..............y
                            10: 7a                                               z


                    """),
            .init(
                name: "a length known at run time",
                program: "BEGIN { this->p = (char *)alloca(20); this->p[0] = 65; x = 3; tracemem(this->p, 20, x); tracemem(this->p, 20, 0); tracemem(this->p, 20, -1); tracemem(this->p, 20, 100); exit(0); }",
                output: """

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41 00 00                                         A..

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  A...............
                            10: 00 00 00 00                                      ....

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  A...............
                            10: 00 00 00 00                                      ....


                    """),
            .init(
                name: "an integer as the address",
                program: "BEGIN { this->p = (char *)alloca(4); this->p[1] = 0x7f; tracemem((uintptr_t)this->p, 2); exit(0); }",
                output: """

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 00 7f                                            ..


                    """),
        ]

        static let symbols: [OutputCase] = [
            .init(
                name: "of the kernel and of programs",
                program: "BEGIN { sym(0); func(16); mod(16); usym(16); ufunc(16); umod(16); uaddr(16); exit(0); }",
                output: "  0x0                                                 0x10                                                0x10                                                0x10                                                0x10                                                0x10                                                0x10                                              \n"),
            .init(
                name: "as values",
                options: [],
                program: #"BEGIN { trace(sym(16)); trace(umod(16)); printf("[%a][%A]", sym(16), usym(16)); @[sym(16), uaddr(16)] = count(); exit(0); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   0x10                                                0x10                                              [0x10][0x10]

                      0x10                                                0x10                                                              1

                    """),
        ]

        static let refusals: [OutputCase] = [
            .init(
                name: "trace without an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trace(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trace(); }: [D_PROTO_LEN] in action list: trace( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "trace with two",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trace(1, 2); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trace(1, 2); }: [D_PROTO_LEN] in action list: trace( ) prototype mismatch: 2 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "trace of nothing",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trace((void)0); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trace((void)0); }: [D_TRACE_VOID] in action list: trace( ) may not be applied to a void expression\n",
                status: 1),
            .init(
                name: "trace of an action",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trace(exit(0)); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trace(exit(0)); }: [D_TRACE_VOID] in action list: trace( ) may not be applied to a void expression\n",
                status: 1),
            .init(
                name: "trace of an aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); trace(@a); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); trace(@a); }: [D_TRACE_DYN] in action list: trace( ) may not be applied to a dynamic expression\n",
                status: 1),
            .init(
                name: "tracemem of one argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { tracemem(1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(1); }: [D_PROTO_LEN] in action list: tracemem( ) prototype mismatch: 1 arg passed, at least 2 expected\n",
                status: 1),
            .init(
                name: "tracemem of four",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { tracemem(1, 2, 3, 4); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(1, 2, 3, 4); }: [D_TRACEMEM_ARGS] in action list: tracemem( ) prototype mismatch: 4 args passed, at most 3 expected\n",
                status: 1),
            .init(
                name: "tracemem of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { tracemem("x", 2); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(\"x\", 2); }: [D_TRACEMEM_ADDR] in action list: tracemem( ) argument #1 must be a pointer or integer\n",
                status: 1),
            .init(
                name: "tracemem of size 0",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { tracemem(16, 0); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(16, 0); }: [D_TRACEMEM_SIZE] in action list: tracemem( ) argument #2 must be a non-zero positive integral constant expression\n",
                status: 1),
            .init(
                name: "tracemem of a negative size",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { tracemem(16, -1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(16, -1); }: [D_TRACEMEM_SIZE] in action list: tracemem( ) argument #2 must be a non-zero positive integral constant expression\n",
                status: 1),
            .init(
                name: "tracemem of a size that is no constant",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { x = 1; tracemem(16, x); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { x = 1; tracemem(16, x); }: [D_TRACEMEM_SIZE] in action list: tracemem( ) argument #2 must be a non-zero positive integral constant expression\n",
                status: 1),
            .init(
                name: "tracemem of a length that is no number",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { tracemem(16, 2, "x"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { tracemem(16, 2, \"x\"); }: [D_TRACEMEM_DYNSIZE] in action list: tracemem( ) argument #3 must be an integer\n",
                status: 1),
            .init(
                name: "print of a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { print(5); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { print(5); }: [D_PROTO_ARG] in action list: print( ) argument #1 is incompatible with prototype:
                    \tprototype: pointer
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "print of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { print("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { print("x"); }: [D_PROTO_ARG] in action list: print( ) argument #1 is incompatible with prototype:
                    \tprototype: pointer
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "print of an aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); print(@a); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); print(@a); }: [D_PRINT_DYN] in action list: print( ) may not be applied to a dynamic expression\n",
                status: 1),
            .init(
                name: "stack of a variable",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { x = 1; stack(x); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { x = 1; stack(x); }: [D_STACK_SIZE] in action list: stack( ) size must be a non-zero positive integral constant expression\n",
                status: 1),
            .init(
                name: "stack of nothing",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { stack(0); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { stack(0); }: [D_STACK_SIZE] in action list: stack( ) size must be a non-zero positive integral constant expression\n",
                status: 1),
            .init(
                name: "stack with two arguments",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { stack(1, 2); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { stack(1, 2); }: [D_STACK_PROTO] in action list: stack( ) prototype mismatch: 2 args passed, at most 1 expected\n",
                status: 1),
            .init(
                name: "ustack of nothing",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { ustack(0); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { ustack(0); }: [D_USTACK_FRAMES] in action list: ustack( ) argument #1 must be a non-zero positive integer constant\n",
                status: 1),
            .init(
                name: "ustack of a variable",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { x = 1; ustack(x); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { x = 1; ustack(x); }: [D_USTACK_FRAMES] in action list: ustack( ) argument #1 must be a non-zero positive integer constant\n",
                status: 1),
            .init(
                name: "ustack with a bad size of strings",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { ustack(1, -1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { ustack(1, -1); }: [D_USTACK_STRSIZE] in action list: ustack( ) argument #2 must be a positive integer constant\n",
                status: 1),
            .init(
                name: "ustack with three arguments",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { ustack(1, 2, 3); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { ustack(1, 2, 3); }: [D_USTACK_PROTO] in action list: ustack( ) prototype mismatch: 3 args passed, at most 2 expected\n",
                status: 1),
            .init(
                name: "sym without an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { sym(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { sym(); }: [D_PROTO_LEN] in action list: sym( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "sym of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { sym("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { sym("x"); }: [D_PROTO_ARG] in action list: sym( ) argument #1 is incompatible with prototype:
                    \tprototype: uintptr_t
                    \t argument: string

                    """,
                status: 1),
        ]
    }
}
