import TestSupport
import Testing

extension LiveTests {
    /// printa() and what the end of a run prints of aggregations.
    struct PrintaTests {
        @Test(arguments: formats)
        func `printa() by formats`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: defaults)
        func `printa() without a format, and the end of a run`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: changes)
        func `clear(), trunc(), normalize()`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: orders)
        func `orders of rows`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }

        static let formats: [OutputCase] = [
            .init(
                name: "keys in order, values where %@ stands",
                program: #"BEGIN { @a[1, "x"] = sum(7); printa("%d|%s|%@d\n", @a); printa("%@d %5d %-5s|\n", @a); printa("%d\n", @a); printa("%@d\n", @a); printa("none\n", @a); exit(0); }"#,
                output: "1|x|7\n7     1 x    |\n1\n7\nnone\n\n"),
            .init(
                name: "conversions of values",
                program: #"BEGIN { @a = sum(-255); @b = sum(255); printa("[%@d][%@i][%@u][%@x]\n", @a); printa("[%@8d][%-@8d][%@08d][%@+d][%@x][%@X][%@o][%@#x]\n", @b); exit(0); }"#,
                output: """
                    [-255][-255][18446744073709551361][ffffffffffffff01]
                    [     255][255     ][00000255][+255][ff][FF][377][0xff]


                    """),
            .init(
                name: "several aggregations with the same keys",
                program: #"BEGIN { @a[1] = count(); @b[1] = sum(7); @b[2] = sum(8); printa("%d %@d %@d\n", @a, @b); printa("%@d %d\n", @b, @a); exit(0); }"#,
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
                program: #"BEGIN { @a = count(); @b = sum(3); @c = max(9); printa("%@d %@d %@d\n", @a, @b, @c); exit(0); }"#,
                output: "1 3 9\n\n"),
            .init(
                name: "distributions show as such by any conversion",
                program: #"BEGIN { @a[1] = quantize(5); @b[1] = count(); printa("%d:%@d%@5d|\n", @a, @b); printa("%@20u\n", @a); exit(0); }"#,
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
                program: #"BEGIN { @a = avg(7); @a = avg(8); @d = stddev(1); @d = stddev(5); @m = min(3); @x = max(-3); printa("%@d %@d %@d %@d\n", @a, @d, @m, @x); exit(0); }"#,
                output: "7 2 3 -3\n\n"),
            .init(
                name: "aggregations without rows print nothing",
                program: #"BEGIN /0/ { @a[1] = count(); } BEGIN { printa("%d %@d\n", @a); printf("x");  exit(0); }"#,
                output: "x\n"),
            .init(
                name: "rows come smallest value first",
                program: #"BEGIN { @[3] = sum(30); @[1] = sum(10); @[2] = sum(20); @[0] = sum(-5); printa("%d ", @); exit(0); }"#,
                output: "0 1 2 3 \n"),
            .init(
                name: "equal values come by key",
                program: #"BEGIN { @["b"] = count(); @["a"] = count(); @["c"] = count(); printa("%s ", @); @n[5] = count(); @n[-5] = count(); @n[0] = count(); printa("%d ", @n); exit(0); }"#,
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
                name: "keys of all sizes are signed in their columns",
                program: #"BEGIN { @[(uint8_t)200, (uint16_t)60000, (uint32_t)4000000000, 18446744073709551615] = count(); @b[(char)1, (short)2, 3, (int64_t)4, "five"] = count(); exit(0); }"#,
                output: """

                     -56 -5536 -294967296               -1                1
                       1     2        3                4  five                                                              1

                    """),
            .init(
                name: "a string longer than its column",
                program: #"BEGIN { @["a key that is longer than the column of fifty characters"] = count(); exit(0); }"#,
                output: """

                      a key that is longer than the column of fifty characters                1

                    """),
            .init(
                name: "every function",
                program: "BEGIN { @c = count(); @s = sum(-3); @a = avg(5); @a = avg(-8); @m = min(-3); @x = max(-7); @d = stddev(4); @d = stddev(8); exit(0); }",
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
                program: #"BEGIN /0/ { @z = count(); } BEGIN { @b["x"] = sum(1); @a["x"] = sum(2); @z = count(); exit(0); }"#,
                output: """

                                    1
                      x                                                                 1
                      x                                                                 2

                    """),
            .init(
                name: "rows of the default format",
                options: [],
                program: #"BEGIN { @a = count(); printa(@a); printa("%@d\n", @a); exit(0); } END { printa(@a); }"#,
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
                program: "struct s { int a; char b; }; struct s v; BEGIN { v.a = 1; @[v.a, v.b] = count(); exit(0); }",
                output: "\n        1   0                1\n"),
        ]

        static let changes: [OutputCase] = [
            .init(
                name: "clear keeps keys",
                program: #"BEGIN { @c["k"] = count(); @s["k"] = sum(5); @a["k"] = avg(5); @d["k"] = stddev(5); clear(@c); clear(@s); clear(@a); clear(@d); printa("%s %@d %@d %@d %@d\n", @c, @s, @a, @d); exit(0); }"#,
                output: "k 0 0 0 0\n\n"),
            .init(
                name: "extremes begin anew",
                program: #"BEGIN { @m = min(3); @x = max(3); clear(@m); clear(@x); printa("%@d %@d\n", @m, @x);  exit(0); }"#,
                output: "9223372036854775807 -9223372036854775808\n\n"),
            .init(
                name: "counting goes on after clear",
                program: "BEGIN { @c = count(); @s = sum(3); @m = min(3); clear(@c); clear(@s); clear(@m); } tick-10ms { @c = count(); @c = count(); @s = sum(4); @m = min(9); exit(0); }",
                output: "\n                2\n                4\n                9\n"),
            .init(
                name: "a cleared distribution is empty",
                program: "BEGIN { @q = quantize(3); clear(@q); exit(0); }",
                output: """


                               value  ------------- Distribution ------------- count   \u{20}
                                  -1 |                                         0       \u{20}
                                   0 |                                         0       \u{20}
                                   1 |                                         0       \u{20}


                    """),
            .init(
                name: "trunc removes keys",
                program: #"BEGIN { @a[1] = sum(1); trunc(@a); printa("%d", @a); exit(0); }"#,
                output: "\n"),
            .init(
                name: "trunc keeps the largest, or the smallest",
                program: #"BEGIN { @a[1] = sum(1); @a[2] = sum(2); @a[3] = sum(3); trunc(@a, 2); printa("%d ", @a); trunc(@a, -1); printa("%d ", @a); trunc(@a, 0); printa("%d", @a); exit(0); }"#,
                output: "2 3 2 \n"),
            .init(
                name: "trunc by more than there is",
                program: #"BEGIN { @a[1] = sum(1); @a[2] = sum(2); trunc(@a, 10); trunc(@a, -10); printa("%d ", @a); exit(0); }"#,
                output: "1 2 \n"),
            .init(
                name: "trunc takes its count from an expression",
                program: #"BEGIN { x = 1; @a[1] = sum(1); @a[2] = sum(2); trunc(@a, x + 0); printa("%d ", @a); exit(0); }"#,
                output: "2 \n"),
            .init(
                name: "normalize divides, denormalize takes it back",
                program: #"BEGIN { @a = sum(100); normalize(@a, 10); printa("%@d ", @a); normalize(@a, 30); printa("%@d ", @a); denormalize(@a); printa("%@d", @a); exit(0); }"#,
                output: "10 3 100\n"),
            .init(
                name: "normalize rounds towards zero",
                program: #"BEGIN { @a = sum(-10); @b = avg(10); @b = avg(20); @m = max(100); @d = stddev(10); @d = stddev(30); normalize(@a, 3); normalize(@b, 4); normalize(@m, 7); normalize(@d, 3); printa("%@d %@d %@d %@d\n", @a, @b, @m, @d); exit(0); }"#,
                output: "-3 3 14 4\n\n"),
            .init(
                name: "normalize divides the counts of distributions",
                program: "BEGIN { @q = quantize(4); @q = quantize(4); @q = quantize(9); normalize(@q, 2); exit(0); }",
                output: """


                               value  ------------- Distribution ------------- count   \u{20}
                                   2 |                                         0       \u{20}
                                   4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              1       \u{20}
                                   8 |@@@@@@@@@@@@@                            0       \u{20}
                                  16 |                                         0       \u{20}


                    """),
            .init(
                name: "normalize by 0 is a fault",
                program: #"BEGIN { @a = count(); x = 0; normalize(@a, x); } ERROR { printf("fault %d", arg4); exit(1); }"#,
                output: "fault 4\n                1\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
                status: 1),
            .init(
                name: "normalize counts at the end too, clear and trunc in END",
                program: "BEGIN { @a = sum(50); @b = sum(3); @c = sum(4); normalize(@a, 5); exit(0); } END { clear(@b); trunc(@c); }",
                output: "\n               10\n                0\n"),
        ]

        static let orders: [OutputCase] = [
            .init(
                name: "aggsortkey",
                options: ["-q", "-xaggsortkey"],
                program: #"BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); @["a", 1] = sum(3); printa("%s %d\n", @); exit(0); }"#,
                output: "a 1\na 2\nb 1\n\n"),
            .init(
                name: "aggsortkey of numbers: negative ones come last",
                options: ["-q", "-xaggsortkey"],
                program: #"BEGIN { @[5] = sum(1); @[-5] = sum(2); @[0] = sum(3); printa("%d ", @); exit(0); }"#,
                output: "0 5 -5 \n"),
            .init(
                name: "aggsortkeypos",
                options: ["-q", "-xaggsortkey", "-xaggsortkeypos=1"],
                program: #"BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); @["a", 1] = sum(3); printa("%s %d\n", @); exit(0); }"#,
                output: "a 1\nb 1\na 2\n\n"),
            .init(
                name: "aggsortkeypos beyond the keys",
                options: ["-q", "-xaggsortkey", "-xaggsortkeypos=9"],
                program: #"BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); printa("%s %d\n", @); exit(0); }"#,
                output: "a 2\nb 1\n\n"),
            .init(
                name: "aggsortrev",
                options: ["-q", "-xaggsortrev"],
                program: #"BEGIN { @[1] = sum(1); @[2] = sum(2); @[3] = sum(3); printa("%d ", @); exit(0); }"#,
                output: "3 2 1 \n"),
            .init(
                name: "aggsortkey and aggsortrev",
                options: ["-q", "-xaggsortkey", "-xaggsortrev"],
                program: #"BEGIN { @["b"] = sum(1); @["a"] = sum(2); @["c"] = sum(0); printa("%s ", @); exit(0); }"#,
                output: "c b a \n"),
            .init(
                name: "aggsortpos",
                options: ["-q", "-xaggsortpos=1"],
                program: #"BEGIN { @a["b"] = sum(1); @a["a"] = sum(2); @b["a"] = sum(0); @b["b"] = sum(7); printa("%s %@d %@d\n", @a, @b); exit(0); }"#,
                output: "a 2 0\nb 1 7\n\n"),
            .init(
                name: "aggsortpos beyond the aggregations",
                options: ["-q", "-xaggsortpos=9"],
                program: #"BEGIN { @a["b"] = sum(1); @a["a"] = sum(2); @b["a"] = sum(9); @b["b"] = sum(7); printa("%s %@d %@d\n", @a, @b); exit(0); }"#,
                output: "b 1 7\na 2 9\n\n"),
            .init(
                name: "ties of the first aggregation go by the second",
                program: #"BEGIN { @a["x"] = sum(1); @a["y"] = sum(1); @b["x"] = sum(5); @b["y"] = sum(3); printa("%s ", @a, @b); exit(0); }"#,
                output: "y x \n"),
            .init(
                name: "distributions sort by what they add up to",
                program: #"BEGIN { @["b"] = quantize(100); @["a"] = quantize(1); @["c"] = quantize(-5); @["d"] = quantize(0); printa("%s ", @); exit(0); }"#,
                output: "c d a b \n"),
            .init(
                name: "setopt changes the order",
                program: #"BEGIN { @[1] = sum(1); @[2] = sum(2); printa("%d ", @); setopt("aggsortrev"); printa("%d ", @); setopt("aggsortrev", "no"); printa("%d ", @); exit(0); }"#,
                output: "1 2 2 1 1 2 \n"),
            .init(
                name: "pragma options",
                program: #"""
                    #pragma D option aggsortkey
                    #pragma D option aggsortrev
                    BEGIN { @["a"] = sum(3); @["b"] = sum(2); @["c"] = sum(1); printa("%s ", @); exit(0); }
                    """#,
                output: "c b a \n"),
        ]

        static let refusals: [OutputCase] = [
            .init(
                name: "an aggregation that is none",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { printa(@z); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { printa(@z); }: [D_PRINTA_AGGBAD] in action list: undefined aggregation: @z\n",
                status: 1),
            .init(
                name: "a value",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); printa(1, @a); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a = count(); printa(1, @a); }: [D_PRINTA_AGGARG] in action list: printa( ) argument #1 is incompatible with prototype:
                    \tprototype: aggregation
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "no argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { printa(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { printa(); }: [D_PROTO_LEN] in action list: printa( ) prototype mismatch: 0 args passed, at least 1 expected\n",
                status: 1),
            .init(
                name: "a format alone",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { printa("x"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { printa(\"x\"); }: [D_PRINTA_PROTO] in action list: printa( ) prototype mismatch: 1 arg passed, 2 expected\n",
                status: 1),
            .init(
                name: "an empty format",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); printa("", @a); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); printa(\"\", @a); }: [D_PRINTF_FMT_EMPTY] in action list: printa( ) format string is empty\n",
                status: 1),
            .init(
                name: "more conversions than keys",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a[1] = count(); printa("%d %d\n", @a); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a[1] = count(); printa(\"%d %d\\n\", @a); }: [D_PRINTF_ARG_PROTO] in action list: printa( ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument\n",
                status: 1),
            .init(
                name: "%s of a number",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a[1] = count(); printa("%s\n", @a); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a[1] = count(); printa("%s\\n", @a); }: [D_PRINTF_ARG_TYPE] in action list: printa( ) argument #1 is incompatible with conversion #1 prototype:
                    \tconversion: %s
                    \t prototype: char [] or string (or use stringof)
                    \t  argument: int

                    """,
                status: 1),
            .init(
                name: "%d of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a["x"] = count(); printa("%d\n", @a); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a["x"] = count(); printa("%d\\n", @a); }: [D_PRINTF_ARG_TYPE] in action list: printa( ) argument #1 is incompatible with conversion #1 prototype:
                    \tconversion: %d
                    \t prototype: char, short, int, long, or long long
                    \t  argument: string

                    """,
                status: 1),
            .init(
                name: "%@s",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); printa("%@s\n", @a); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a = count(); printa("%@s\\n", @a); }: [D_PRINTF_ARG_TYPE] in action list: printa( ) aggregating action is incompatible with conversion #1 prototype:
                    \tconversion: %@s
                    \t prototype: char [] or string (or use stringof)
                    \t  argument: int64_t

                    """,
                status: 1),
            .init(
                name: "%@k",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); printa("%@k\n", @a); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a = count(); printa("%@k\\n", @a); }: [D_PRINTF_ARG_TYPE] in action list: printa( ) aggregating action is incompatible with conversion #1 prototype:
                    \tconversion: %@k
                    \t prototype: stack
                    \t  argument: int64_t

                    """,
                status: 1),
            .init(
                name: "%@c",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); printa("%@c\n", @a); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { @a = count(); printa("%@c\\n", @a); }: [D_PRINTF_ARG_TYPE] in action list: printa( ) aggregating action is incompatible with conversion #1 prototype:
                    \tconversion: %@c
                    \t prototype: char, short, or int
                    \t  argument: int64_t

                    """,
                status: 1),
            .init(
                name: "a width from an argument",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a[1] = count(); printa("%*d\n", @a); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a[1] = count(); printa(\"%*d\\n\", @a); }: [D_PRINTF_DYN_PROTO] in action list: printa( ) prototype mismatch: conversion #1 (%d) is missing a corresponding field width argument\n",
                status: 1),
            .init(
                name: "aggregations with other keys",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a[1] = count(); @b["x"] = count(); printa(@a, @b); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a[1] = count(); @b[\"x\"] = count(); printa(@a, @b); }: [D_PRINTA_AGGKEY] in action list: printa( ) aggregations @a and @b do not have the same keys\n",
                status: 1),
            .init(
                name: "aggregations with more keys",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a[1] = count(); @b[1, 2] = count(); printa(@a, @b); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a[1] = count(); @b[1, 2] = count(); printa(@a, @b); }: [D_PRINTA_AGGKEY] in action list: printa( ) aggregations @a and @b do not have the same keys\n",
                status: 1),
            .init(
                name: "clear of a value",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { clear(1); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { clear(1); }: [D_CLEAR_AGGARG] in action list: clear( ) argument #1 is incompatible with prototype:
                    \tprototype: aggregation
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "clear of an unknown aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { clear(@z); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { clear(@z); }: [D_CLEAR_AGGBAD] in action list: undefined aggregation: @z\n",
                status: 1),
            .init(
                name: "clear without an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { clear(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { clear(); }: [D_CLEAR_PROTO] in action list: clear( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "trunc of a value",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trunc(1); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { trunc(1); }: [D_TRUNC_AGGARG] in action list: trunc( ) argument #1 is incompatible with prototype:
                    \tprototype: aggregation
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "trunc of an unknown aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trunc(@z); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trunc(@z); }: [D_TRUNC_AGGBAD] in action list: undefined aggregation: @z\n",
                status: 1),
            .init(
                name: "trunc by a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); trunc(@a, "x"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); trunc(@a, \"x\"); }: [D_TRUNC_SCALAR] in action list: trunc( ) argument #2 must be of scalar type\n",
                status: 1),
            .init(
                name: "trunc without an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { trunc(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { trunc(); }: [D_TRUNC_PROTO] in action list: trunc( ) prototype mismatch: 0 args passed, at least 1 expected\n",
                status: 1),
            .init(
                name: "trunc with three",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); trunc(@a, 1, 2); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); trunc(@a, 1, 2); }: [D_TRUNC_PROTO] in action list: trunc( ) prototype mismatch: 3 args passed, no more than 2 expected\n",
                status: 1),
            .init(
                name: "normalize of a value",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { normalize(1, 2); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { normalize(1, 2); }: [D_NORMALIZE_AGGARG] in action list: normalize( ) argument #1 is incompatible with prototype:
                    \tprototype: aggregation
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "normalize of an unknown aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { normalize(@z, 1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { normalize(@z, 1); }: [D_NORMALIZE_AGGBAD] in action list: undefined aggregation: @z\n",
                status: 1),
            .init(
                name: "normalize without a factor",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); normalize(@a); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); normalize(@a); }: [D_NORMALIZE_PROTO] in action list: normalize( ) prototype mismatch: 1 args passed, 2 expected\n",
                status: 1),
            .init(
                name: "normalize by a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { @a = count(); normalize(@a, "x"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); normalize(@a, \"x\"); }: [D_NORMALIZE_SCALAR] in action list: normalize( ) argument #2 must be of scalar type\n",
                status: 1),
            .init(
                name: "denormalize of a value",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { denormalize(1); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { denormalize(1); }: [D_DENORMALIZE_AGGARG] in action list: denormalize( ) argument #1 is incompatible with prototype:
                    \tprototype: aggregation
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "denormalize of an unknown aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { denormalize(@z); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { denormalize(@z); }: [D_DENORMALIZE_AGGBAD] in action list: undefined aggregation: @z\n",
                status: 1),
            .init(
                name: "denormalize with a factor",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); denormalize(@a, 1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); denormalize(@a, 1); }: [D_DENORMALIZE_PROTO] in action list: denormalize( ) prototype mismatch: 2 args passed, 1 expected\n",
                status: 1),
        ]
    }
}
