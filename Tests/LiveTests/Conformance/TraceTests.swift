import TestSupport
import Testing

extension LiveTests {
    /// trace(), tracemem(), print() and symbols, byte for byte.
    struct TraceTests {
        @Test(arguments: TraceCases.values)
        func `values show in their columns`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: TraceCases.bytes)
        func `bytes show as text or as a table`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: TraceCases.tables)
        func `tracemem() shows a table`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: TraceCases.symbols)
        func `symbols without names are addresses`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum TraceCases {
    static let values: [OutputCase] = [
        .init(
            name: "-xrawbytes shows structures as a table",
            program: #"""
                struct s { int a; int b; }; struct s v; BEGIN { v.a = 1; v.b = 0x41424344; trace(v); \#
                exit(0); }
                """#,
            options: ["-q", "-xrawbytes"],
            output: #"""
                \#n             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  \#
                0123456789abcdef\#n         0: 01 00 00 00 44 43 42 41                          \#
                ....DCBA\#n\#n
                """#),
        .init(
            name: "signed and unsigned numbers",
            program: #"""
                BEGIN { trace((char)-1); trace((short)-2); trace(-3); trace((int64_t)-4); trace((uint8_t)-1); \#
                trace((uint16_t)-1); trace((uint32_t)-1); trace((uint64_t)-1); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   -1    -2         -3                  -4 255 65535 \
                4294967295 18446744073709551615


                """),
        .init(
            name: "the same without columns",
            program: #"""
                BEGIN { trace((char)-1); trace((short)-2); trace(-3); trace((int64_t)-4); trace((uint8_t)-1); \#
                trace((uint16_t)-1); trace((uint32_t)-1); trace((uint64_t)-1); exit(0); }
                """#,
            output: "-1-2-3-425565535429496729518446744073709551615\n"),
        .init(
            name: "strings",
            program: #"""
                BEGIN { trace("a"); trace("thirty-three characters fill this"); trace("thirty-four characters \#
                go beyond i"); trace(""); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   a                                  thirty-three characters \
                fill this  thirty-four characters go beyond i                                  \u{20}


                """),
        .init(
            name: "pointers, enumerations and comparisons",
            program: #"""
                enum e { A = 7 }; BEGIN { trace((void *)16); trace(A); trace(1 == 1); trace(1 < 2 ? \#
                3 : 4); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN                    16          7          1        \
                  3


                """),
        .init(
            name: "parts of the probe and names",
            program: "BEGIN { trace(probeprov); trace(probemod); trace(probefunc); trace(probename); exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   dtrace                                           \
                                                                        BEGIN                       \
                    \u{20}


                """),
        .init(
            name: "rows of several clauses",
            program: #"""
                BEGIN { trace(1); } BEGIN { } BEGIN /0/ { trace(2); } BEGIN { x = 1; } BEGIN { trace(3); \#
                exit(0); }
                """#,
            options: [],
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
            program: "char c[6]; BEGIN { c[0] = 'a'; c[1] = 'b'; trace(c); exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   ab                              \u{20}


                """),
        .init(
            name: "one that does not",
            program: "char c[6]; BEGIN { c[0] = 'a'; c[1] = 1; trace(c); exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 61 01 00 00 00 00                                a.....



                """),
        .init(
            name: "one with bytes behind its zero",
            program: "char c[6]; BEGIN { c[0] = 'a'; c[2] = 'b'; trace(c); exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 61 00 62 00 00 00                                a.b...



                """),
        .init(
            name: "an empty one",
            program: "char c[3]; BEGIN { trace(c); exit(0); }",
            options: [],
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
            name: "structs, unions and arrays of the size of an integer",
            program: #"""
                struct s1 { char c; }; struct s2 { short s; }; union u4 { int i; char c[4]; }; struct s8 { int a, b; };
                struct s1 a; struct s2 b; union u4 c; struct s8 d; short n[2];
                BEGIN { a.c = 'A'; b.s = -1; c.i = 7; d.a = 1; d.b = 1; n[1] = 1;
                trace(a); trace(b); trace(c); trace(d); trace(n); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   65 65535          7           4294967297      65536


                """),
        .init(
            name: "characters of the size of an integer",
            program: "char c[4]; BEGIN { c[0] = 'a'; c[1] = 'b'; trace(c); exit(0); }",
            output: "ab\n"),
        .init(
            name: "an array of numbers and a struct",
            program: #"""
                struct s { int a; char b[5]; }; struct s v; int n[5]; BEGIN { n[0] = 1; n[4] = -1; v.a \#
                = 1; v.b[0] = 65; trace(n); trace(v); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00  ................
                        10: ff ff ff ff                                      ....

                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 01 00 00 00 41 00 00 00 00 00 00 00              ....A.......



                """),
        .init(
            name: "rawbytes",
            program: #"BEGIN { trace(5); trace((char)1); trace((int64_t)-1); trace("ab"); exit(0); }"#,
            options: ["-xrawbytes"],
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
            program: #"""
                BEGIN { this->p = (char *)alloca(40); this->p[0] = 65; this->p[17] = 66; this->p[39] \#
                = 126; tracemem(this->p, 40); exit(0); }
                """#,
            options: [],
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
            program: #"""
                BEGIN { this->p = (char *)alloca(40); this->p[0] = 'x'; this->p[15] = 'y'; this->p[16] \#
                = 'z'; tracemem(this->p, 1); tracemem(this->p, 16); tracemem(this->p, 17); exit(0); \#
                }
                """#,
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
            program: #"""
                BEGIN { this->p = (char *)alloca(20); this->p[0] = 65; x = 3; tracemem(this->p, 20, \#
                x); tracemem(this->p, 20, 0); tracemem(this->p, 20, -1); tracemem(this->p, 20, 100); \#
                exit(0); }
                """#,
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
            program: #"""
                BEGIN { this->p = (char *)alloca(4); this->p[1] = 0x7f; tracemem((uintptr_t)this->p, \#
                2); exit(0); }
                """#,
            output: """

                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 00 7f                                            ..


                """),
    ]

    static let symbols: [OutputCase] = [
        .init(
            name: "of the kernel and of programs",
            program: "BEGIN { sym(0); func(16); mod(16); usym(16); ufunc(16); umod(16); uaddr(16); exit(0); }",
            output: """
                  0x0                                                 0x10                          \
                                      0x10                                                0x10      \
                                                          0x10                                      \
                          0x10                                                0x10                  \
                                           \u{20}

                """),
        .init(
            name: "as values",
            program: #"""
                BEGIN { trace(sym(16)); trace(umod(16)); printf("[%a][%A]", sym(16), usym(16)); @[sym(16), \#
                uaddr(16)] = count(); exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN   0x10                                             \
                   0x10                                              [0x10][0x10]

                  0x10                                                0x10                          \
                                                    1

                """),
    ]
}
