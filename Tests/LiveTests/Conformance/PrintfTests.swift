import TestSupport
import Testing

extension LiveTests {
    /// Formats: every conversion, flag and extent, byte for byte.
    struct PrintfTests {
        @Test(arguments: PrintfCases.conversions)
        func `conversions print as in C`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum PrintfCases {
    static let conversions: [OutputCase] = [
        .init(
            name: "+ and blank do nothing for unsigned numbers",
            program: #"""
                BEGIN { printf("[%+d][% d][%+i]\n", (unsigned int)5, (uint64_t)6, (uint8_t)7); exit(0); \#
                }
                """#,
            output: "[5][6][7]\n\n"),
        .init(
            name: "%C of a zero byte",
            program: #"BEGIN { printf("[%C][%C]\n", 0, 127); exit(0); }"#,
            output: #"[\0][\177]\#n\#n"#),
        .init(
            name: "%d and %i of every size and sign",
            program: #"""
                BEGIN { printf("[%d][%d][%d][%d][%i][%i]\n", (char)-1, (short)-2, -3, (long)-4, (uint8_t)200, \#
                18446744073709551615); exit(0); }
                """#,
            output: "[-1][-2][-3][-4][200][18446744073709551615]\n\n"),
        .init(
            name: "%u of negative numbers shows the bits of their size",
            program: #"BEGIN { printf("[%u][%u][%u][%u]\n", (char)-1, (short)-1, -1, (long)-1); exit(0); }"#,
            output: "[255][65535][4294967295][18446744073709551615]\n\n"),
        .init(
            name: "%x, %X and %o of negative numbers likewise",
            program: #"""
                BEGIN { printf("[%x][%X][%x][%x][%o][%o]\n", (char)-1, (short)-1, -1, (long)-1, (char)-1, \#
                (short)-1); exit(0); }
                """#,
            output: "[ff][FFFF][ffffffff][ffffffffffffffff][377][177777]\n\n"),
        .init(
            name: "# before octal and hexadecimal numbers",
            program: #"BEGIN { printf("[%#x][%#X][%#o][%#x][%#o]\n", 255, 255, 8, 0, 0); exit(0); }"#,
            output: "[0xff][0XFF][010][0][0]\n\n"),
        .init(
            name: "+ and blank before positive numbers",
            program: #"""
                BEGIN { printf("[%+d][%+d][% d][% d][%+ d][%+u][% u]\n", 5, -5, 5, -5, 5, 5, 5); exit(0); \#
                }
                """#,
            output: "[+5][-5][ 5][-5][+5][5][5]\n\n"),
        .init(
            name: "zeros fill the width, but not with a precision; of 0 and - the last one given counts",
            program: #"""
                BEGIN { printf("[%08d][%-08d][%08.3d][%08x][%+08d][%08d]\n", 42, 42, 42, 42, 42, -42); \#
                exit(0); }
                """#,
            output: """
                [00000042][00000042][     042][0000002a][+0000042][-0000042]


                """),
        .init(
            name: "the precision is the least number of digits",
            program: #"""
                BEGIN { printf("[%.3d][%8.3d][%-8.3d][%.5x][%.0d][%.2d]\n", 7, 7, 7, 7, 0, 12345); exit(0); \#
                }
                """#,
            output: "[007][     007][007     ][00007][0][12345]\n\n"),
        .init(
            name: "width and precision from arguments",
            program: #"""
                BEGIN { printf("[%*d][%-*d][%.*d][%*.*d][%*d]\n", 6, 7, 6, 7, 3, 7, 8, 3, 7, -6, 7); \#
                exit(0); }
                """#,
            output: "[     7][7     ][007][     007][7     ]\n\n"),
        .init(
            name: "' groups digits as the C locale does",
            program: #"BEGIN { printf("[%'d][%'u]\n", 1234567, 1234567); exit(0); }"#,
            output: "[1234567][1234567]\n\n"),
        .init(
            name: "size prefixes of numbers",
            program: #"""
                BEGIN { printf("[%hd][%hi][%hu][%hx][%hX][%ho][%ld][%lu][%lld][%llx][%hhd]\n", (short)-2, \#
                (short)-3, (unsigned short)7, (short)8, (short)10, (short)8, (long)5, (unsigned long)6, \#
                (long)7, (long)255, (char)9); exit(0); }
                """#,
            output: "[-2][-3][7][8][A][10][5][6][7][ff][9]\n\n"),
        .init(
            name: "characters",
            program: #"""
                BEGIN { printf("[%c][%5c][%-5c][%c][%lc][%wc][%C][%C][%C]\n", 65, 66, 67, 300, 68, 69, \#
                10, 92, 1); exit(0); }
                """#,
            output: "[A][    B][C    ][,][D][E][\\n][\\\\][\\001]\n\n"),
        .init(
            name: "strings in columns and cut",
            program: #"""
                BEGIN { printf("[%s][%10s][%-10s][%.2s][%10.3s][%-10.3s][%.0s][%.*s]\n", "abc", "abc", \#
                "abc", "abc", "abcdef", "abcdef", "abc", 2, "abc"); exit(0); }
                """#,
            output: """
                [abc][       abc][abc       ][ab][       abc][abc       ][abc][ab]


                """),
        .init(
            name: "%S escapes as D literals do",
            program: #"""
                BEGIN { printf("[%S][%20S][%.4S]\n", "a\nb\t\"q\\\001\177\a\b\v\f\r", "a\n", "a\nb"); \#
                exit(0); }
                """#,
            output: """
                [a\\nb\\t\\"q\\\\\\001\\177\\a\\b\\v\\f\\r][                 a\\n][a\\nb]


                """),
        .init(
            name: "wide strings",
            program: #"""
                int w[4]; BEGIN { w[0] = 65; w[1] = 66; printf("[%ls][%5ws][%-4ls]", w, w, w); exit(0); \#
                }
                """#,
            output: "[AB][   AB][AB  ]\n"),
        .init(
            name: "a character array ends at its zero byte",
            program: #"char c[4]; BEGIN { c[0] = 'a'; c[1] = 'b'; printf("[%s][%5s][%S]", c, c, c); exit(0); }"#,
            output: "[ab][   ab][ab]\n"),
        .init(
            name: "pointers have no 0x unless asked for",
            program: #"""
                BEGIN { printf("[%p][%20p][%#p][%p][%-8p][%08p]\n", 0x1234, 0x1234, 0x1234, (void *)0, \#
                0x1f, 0x1f); exit(0); }
                """#,
            output: """
                [1234][                1234][0x1234][0][1f      ][0000001f]


                """),
        .init(
            name: "? is the width of a pointer",
            program: #"BEGIN { printf("[%?x][%?p][%-?x][%?d]\n", 10, 10, 10, 10); exit(0); }"#,
            output: """
                [               a][               a][a               ][              10]


                """),
        .init(
            name: "%a of an address without a symbol",
            program: #"BEGIN { printf("[%a][%A][%20a][%-20a]\n", 0, 0, 0x10, 0x10); exit(0); }"#,
            output: "[0x0][0x0][                0x10][0x10                ]\n\n"),
        .init(
            name: "%Y is a date as DTrace writes it",
            program: #"""
                BEGIN { printf("[%Y][%Y][%24Y][%-24Y]\n", (int64_t)1300000000000000000, (int64_t)123456789000000\#
                000, (int64_t)0, (int64_t)0); exit(0); }
                """#,
            output: """
                [2011 Mar 13 07:06:40][1973 Nov 29 21:33:09][    1970 Jan  1 00:00:00][1970 Jan  1 00:00:00 \
                   ]


                """),
        .init(
            name: "%T is a date as mail has it",
            program: #"BEGIN { printf("[%T][%34T]\n", (int64_t)1300000000000000000, (int64_t)0); exit(0); }"#,
            output: """
                [Sun, 13 Mar 2011 07:06:40 UTC][     Thu, 01 Jan 1970 00:00:00 UTC]


                """),
        .init(
            name: "percent signs",
            program: #"BEGIN { printf("100%%[%d]%%%%\n", 1); exit(0); }"#,
            output: "100%[1]%%\n\n"),
        .init(
            name: "%d of an enumeration, %s of a constant of the probe",
            program: #"""
                enum e { A = 3, B }; BEGIN { printf("[%d][%s][%s][%s][%s]", B, probeprov, probemod, \#
                probefunc, probename); exit(0); }
                """#,
            output: "[4][dtrace][][][BEGIN]\n"),
        .init(
            name: "%d of bit-fields and booleans",
            program: #"""
                struct s { int a : 3; unsigned b : 3; } v; struct s w; BEGIN { w.a = -1; w.b = 7; printf("[%d][%\#
                d][%d][%u]", w.a, w.b, 1 == 1, w.a); exit(0); }
                """#,
            output: "[-1][7][1][4294967295]\n"),
        .init(
            name: "a format without conversions, and one of escapes",
            program: #"BEGIN { printf("plain\ttext\x41\101\n"); exit(0); }"#,
            output: "plain\ttextAA\n\n"),
        .init(
            name: "several on one line, without line breaks between",
            program: #"BEGIN { printf("a"); printf("b%d", 1); trace(2); printf("c"); exit(0); }"#,
            output: "ab12c\n"),
        .init(
            name: "rows of the default format hold what printf prints",
            program: #"BEGIN { printf("%d\n", 1); trace(2); } BEGIN { printf("x"); exit(0); }"#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN 1
                          2
                                          :BEGIN x


                """),
    ]
}
