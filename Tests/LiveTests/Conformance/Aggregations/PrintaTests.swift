import TestSupport
import Testing

extension LiveTests {
    /// printa(), what the end of a run prints of aggregations, and what is refused.
    struct PrintaTests {
        @Test(arguments: PrintaCases.formats)
        func `printa() by formats`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: PrintaCases.defaults)
        func `printa() without a format, and the end of a run`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum PrintaCases {
    static let formats: [OutputCase] = [
        .init(
            name: "@ behind the width",
            program: #"BEGIN { @[1] = sum(5); printa("[%d][%8@d][%-8@d]\n", @); exit(0); }"#,
            output: "[1][       5][5       ]\n\n"),
        .init(
            name: "one that had nothing to print is printed at the end",
            program: #"""
                BEGIN / 0 / { @a = count(); } BEGIN { printa("%@d\n", @a); } tick-50ms { @a = count(); \#
                exit(0); }
                """#,
            output: "\n                1\n"),
        .init(
            name: "a key that is an array of characters",
            program: "char c[4]; BEGIN { c[0] = 97; @[c] = sum(3); exit(0); }",
            output: "\n  a                                                                 3\n"),
        .init(
            name: "keys in order, values where %@ stands",
            program: #"""
                BEGIN { @a[1, "x"] = sum(7); printa("%d|%s|%@d\n", @a); printa("%@d %5d %-5s|\n", @a); \#
                printa("%d\n", @a); printa("%@d\n", @a); printa("none\n", @a); exit(0); }
                """#,
            output: "1|x|7\n7     1 x    |\n1\n7\nnone\n\n"),
        .init(
            name: "conversions of values",
            program: #"""
                BEGIN { @a = sum(-255); @b = sum(255); printa("[%@d][%@i][%@u][%@x]\n", @a); printa("[%@8d][%-@8\#
                d][%@08d][%@+d][%@x][%@X][%@o][%@#x]\n", @b); exit(0); }
                """#,
            output: """
                [-255][-255][18446744073709551361][ffffffffffffff01]
                [     255][255     ][00000255][+255][ff][FF][377][0xff]


                """),
        .init(
            name: "several aggregations with the same keys",
            program: #"""
                BEGIN { @a[1] = count(); @b[1] = sum(7); @b[2] = sum(8); printa("%d %@d %@d\n", @a, \#
                @b); printa("%@d %d\n", @b, @a); exit(0); }
                """#,
            output: "2 0 8\n1 1 7\n7 1\n8 2\n\n"),
        .init(
            name: "the last aggregation serves further %@",
            program: #"BEGIN { @a[1] = sum(1); @b[1] = sum(2); printa("%d %@d %@d %@d\n", @a, @b); exit(0); }"#,
            output: "1 1 2 2\n\n"),
        .init(
            name: "fewer %@ than aggregations",
            program: #"BEGIN { @a[1] = sum(1); @b[1] = sum(2); printa("%d %@d\n", @a, @b); exit(0); }"#,
            output: "1 1\n\n"),
        .init(
            name: "several without keys",
            program: #"""
                BEGIN { @a = count(); @b = sum(3); @c = max(9); printa("%@d %@d %@d\n", @a, @b, @c); \#
                exit(0); }
                """#,
            output: "1 3 9\n\n"),
        .init(
            name: "distributions show as such by any conversion",
            program: #"""
                BEGIN { @a[1] = quantize(5); @b[1] = count(); printa("%d:%@d%@5d|\n", @a, @b); printa("%@20u\n",\#
                 @a); exit(0); }
                """#,
            output: """
                1:
                           value  ------------- Distribution ------------- count   \u{20}
                               2 |                                         0       \u{20}
                               4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               8 |                                         0       \u{20}
                    1|

                           value  ------------- Distribution ------------- count   \u{20}
                               2 |                                         0       \u{20}
                               4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               8 |                                         0       \u{20}



                """),
        .init(
            name: "averages and deviations by formats",
            program: #"""
                BEGIN { @a = avg(7); @a = avg(8); @d = stddev(1); @d = stddev(5); @m = min(3); @x = \#
                max(-3); printa("%@d %@d %@d %@d\n", @a, @d, @m, @x); exit(0); }
                """#,
            output: "7 2 3 -3\n\n"),
        .init(
            name: "aggregations without rows print nothing",
            program: #"BEGIN /0/ { @a[1] = count(); } BEGIN { printa("%d %@d\n", @a); printf("x");  exit(0); }"#,
            output: "x\n"),
        .init(
            name: "rows come smallest value first",
            program: #"""
                BEGIN { @[3] = sum(30); @[1] = sum(10); @[2] = sum(20); @[0] = sum(-5); printa("%d ", \#
                @); exit(0); }
                """#,
            output: "0 1 2 3 \n"),
        .init(
            name: "equal values come by key",
            program: #"""
                BEGIN { @["b"] = count(); @["a"] = count(); @["c"] = count(); printa("%s ", @); @n[5] \#
                = count(); @n[-5] = count(); @n[0] = count(); printa("%d ", @n); exit(0); }
                """#,
            output: "a b c 0 5 -5 \n"),
        .init(
            name: "%S and %s of keys",
            program: #"BEGIN { @["a\tb"] = count(); printa("[%10S]\n", @) ; exit(0); }"#,
            output: "[      a\\tb]\n\n"),
        .init(
            name: "%a and %p of keys",
            program: #"BEGIN { @[(uint64_t)16, (void *)32] = count(); printa("[%a][%p]\n", @); exit(0); }"#,
            output: "[0x10][20]\n\n"),
        .init(
            name: "%c, %Y and %x of keys",
            program: #"BEGIN { @[65, (int64_t)0, 255] = count(); printa("[%c][%Y][%x]\n", @); exit(0); }"#,
            output: "[A][1970 Jan  1 00:00:00][ff]\n\n"),
    ]

    static let defaults: [OutputCase] = [
        .init(
            name: "keys of four and eight bytes are signed in their columns",
            program: #"""
                BEGIN { @[(uint8_t)200, (uint16_t)60000, (uint32_t)4000000000, 18446744073709551615] \#
                = count(); @b[(char)1, (short)2, 3, (int64_t)4, "five"] = count(); exit(0); }
                """#,
            output: """

                 200 60000 -294967296               -1                1
                   1     2        3                4  five                                          \
                                    1

                """),
        .init(
            name: "a string longer than its column",
            program: #"""
                BEGIN { @["a key that is longer than the column of fifty characters"] = count(); exit(0); \#
                }
                """#,
            output: """

                  a key that is longer than the column of fifty characters                1

                """),
        .init(
            name: "every function",
            program: #"""
                BEGIN { @c = count(); @s = sum(-3); @a = avg(5); @a = avg(-8); @m = min(-3); @x = max(-7); \#
                @d = stddev(4); @d = stddev(8); exit(0); }
                """#,
            output: """

                                1
                               -3
                               -1
                               -3
                               -7
                                2

                """),
        .init(
            name: "unsigned sums show as signed ones",
            program: "BEGIN { @s = sum((uint64_t)-1); @m = max((uint64_t)-1); @n = min((uint64_t)-1); exit(0); }",
            output: "\n               -1\n               -1\n               -1\n"),
        .init(
            name: "several in one row",
            program: "BEGIN { @a[1] = count(); @b[1] = sum(7); @b[2] = sum(8); printa(@a, @b); exit(0); }",
            output: """

                        2                0                8
                        1                1                7


                """),
        .init(
            name: "several distributions in one row",
            program: "BEGIN { @a = quantize(5); @b = lquantize(5, 0, 10); printa(@a, @b); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               2 |                                         0       \u{20}
                               4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               8 |                                         0       \u{20}

                           value  ------------- Distribution ------------- count   \u{20}
                               4 |                                         0       \u{20}
                               5 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               6 |                                         0       \u{20}



                """),
        .init(
            name: "what printa() has shown is left out at the end",
            program: "BEGIN { @a = sum(1); @b = sum(2); @c = sum(3); printa(@b); exit(0); }",
            output: "\n                2\n\n                1\n                3\n"),
        .init(
            name: "aggregations come in the order of the program",
            program: #"""
                BEGIN /0/ { @z = count(); } BEGIN { @b["x"] = sum(1); @a["x"] = sum(2); @z = count(); \#
                exit(0); }
                """#,
            output: """

                                1
                  x                                                                 1
                  x                                                                 2

                """),
        .init(
            name: "rows of the default format",
            program: #"BEGIN { @a = count(); printa(@a); printa("%@d\n", @a); exit(0); } END { printa(@a); }"#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                                1
                1

                                            :END\u{20}
                                1



                """),
        .init(
            name: "an aggregation without rows leaves an empty line",
            program: "BEGIN /0/ { @a = count(); } BEGIN { printa(@a); exit(0); }",
            output: "\n\n"),
        .init(
            name: "values of structs as keys",
            program: #"""
                struct s { int a; char b; }; struct s v; BEGIN { v.a = 1; @[v.a, v.b] = count(); exit(0); \#
                }
                """#,
            output: "\n        1   0                1\n"),
    ]
}
