import TestSupport
import Testing

extension LiveTests {
    /// Actions on aggregations, and the orders of their rows.
    struct AggregationChangeTests {
        @Test(arguments: AggregationChangeCases.changes)
        func `clear(), trunc(), normalize()`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: AggregationChangeCases.orders)
        func `orders of rows`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum AggregationChangeCases {
    static let changes: [OutputCase] = [
        .init(
            name: "normalize() of count()",
            program: #"""
                BEGIN { @ = count(); @ = count(); @ = count(); @ = count(); normalize(@, 2); exit(0); }
                """#,
            output: "\n                2\n"),
        .init(
            name: "stddev() of large numbers, and after clear()",
            program: #"""
                BEGIN { @a = stddev(0); @a = stddev(1LL << 40); @b = stddev(5); } BEGIN { clear(@b); } \#
                tick-50ms { @b = stddev(0); @b = stddev(4); exit(0); }
                """#,
            output: "\n     549755813888\n                2\n"),
        .init(
            name: "stddev() of equal numbers whose squares carry",
            program: "BEGIN { @ = stddev(8589934591); @ = stddev(8589934591); exit(0); }",
            output: "\n                0\n"),
        .init(
            name: "stddev() of numbers whose squares fill both words",
            program: #"""
                BEGIN { @ = stddev(6000000000); @ = stddev(6000000010); @ = stddev(-6000000000); @ = \#
                stddev(-6000000010); exit(0); }
                """#,
            output: "\n       6000000005\n"),
        .init(
            name: "clear keeps keys",
            program: #"""
                BEGIN { @c["k"] = count(); @s["k"] = sum(5); @a["k"] = avg(5); @d["k"] = stddev(5); \#
                clear(@c); clear(@s); clear(@a); clear(@d); printa("%s %@d %@d %@d %@d\n", @c, @s, @a, \#
                @d); exit(0); }
                """#,
            output: "k 0 0 0 0\n\n"),
        .init(
            name: "extremes begin anew",
            program: #"""
                BEGIN { @m = min(3); @x = max(3); clear(@m); clear(@x); printa("%@d %@d\n", @m, @x); \#
                 exit(0); }
                """#,
            output: "9223372036854775807 -9223372036854775808\n\n"),
        .init(
            name: "counting goes on after clear",
            program: #"""
                BEGIN { @c = count(); @s = sum(3); @m = min(3); clear(@c); clear(@s); clear(@m); } tick-10ms \#
                { @c = count(); @c = count(); @s = sum(4); @m = min(9); exit(0); }
                """#,
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
            name: "and so are one of equal and one of growing steps",
            program: #"""
                BEGIN { @l = lquantize(25, 10, 50, 10); clear(@l); printa(@l); \#
                @g = llquantize(25, 10, 0, 2, 10); clear(@g); printa(@g); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                            < 10 |                                         0       \u{20}
                              10 |                                         0       \u{20}
                              20 |                                         0       \u{20}



                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |                                         0       \u{20}
                               2 |                                         0       \u{20}



                """),
        .init(
            name: "trunc removes keys",
            program: #"BEGIN { @a[1] = sum(1); trunc(@a); printa("%d", @a); exit(0); }"#,
            output: "\n"),
        .init(
            name: "trunc keeps the largest, or the smallest",
            program: #"""
                BEGIN { @a[1] = sum(1); @a[2] = sum(2); @a[3] = sum(3); trunc(@a, 2); printa("%d ", \#
                @a); trunc(@a, -1); printa("%d ", @a); trunc(@a, 0); printa("%d", @a); exit(0); }
                """#,
            output: "2 3 2 \n"),
        .init(
            name: "trunc by more than there is",
            program: #"""
                BEGIN { @a[1] = sum(1); @a[2] = sum(2); trunc(@a, 10); trunc(@a, -10); printa("%d ", \#
                @a); exit(0); }
                """#,
            output: "1 2 \n"),
        .init(
            name: "trunc takes its count from an expression",
            program: #"""
                BEGIN { x = 1; @a[1] = sum(1); @a[2] = sum(2); trunc(@a, x + 0); printa("%d ", @a); \#
                exit(0); }
                """#,
            output: "2 \n"),
        .init(
            name: "normalize divides, denormalize takes it back",
            program: #"""
                BEGIN { @a = sum(100); normalize(@a, 10); printa("%@d ", @a); normalize(@a, 30); printa("%@d \#
                ", @a); denormalize(@a); printa("%@d", @a); exit(0); }
                """#,
            output: "10 3 100\n"),
        .init(
            name: "normalize rounds towards zero",
            program: #"""
                BEGIN { @a = sum(-10); @b = avg(10); @b = avg(20); @m = max(100); @d = stddev(10); @d \#
                = stddev(30); normalize(@a, 3); normalize(@b, 4); normalize(@m, 7); normalize(@d, 3); \#
                printa("%@d %@d %@d %@d\n", @a, @b, @m, @d); exit(0); }
                """#,
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
            program: #"""
                BEGIN { @a = count(); x = 0; normalize(@a, x); } ERROR { printf("fault %d", arg4); exit(1); \#
                }
                """#,
            output: "fault 4\n                1\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
            status: 1),
        .init(
            name: "normalize counts at the end too, clear and trunc in END",
            program: #"""
                BEGIN { @a = sum(50); @b = sum(3); @c = sum(4); normalize(@a, 5); exit(0); } END { clear(@b); \#
                trunc(@c); }
                """#,
            output: "\n               10\n                0\n"),
    ]

    static let orders: [OutputCase] = [
        .init(
            name: "aggsortkey",
            program: #"""
                BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); @["a", 1] = sum(3); printa("%s %d\n", \#
                @); exit(0); }
                """#,
            options: ["-q", "-xaggsortkey"],
            output: "a 1\na 2\nb 1\n\n"),
        .init(
            name: "aggsortkey of numbers: negative ones come last",
            program: #"BEGIN { @[5] = sum(1); @[-5] = sum(2); @[0] = sum(3); printa("%d ", @); exit(0); }"#,
            options: ["-q", "-xaggsortkey"],
            output: "0 5 -5 \n"),
        .init(
            name: "aggsortkeypos",
            program: #"""
                BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); @["a", 1] = sum(3); printa("%s %d\n", \#
                @); exit(0); }
                """#,
            options: ["-q", "-xaggsortkey", "-xaggsortkeypos=1"],
            output: "a 1\nb 1\na 2\n\n"),
        .init(
            name: "aggsortkeypos beyond the keys",
            program: #"BEGIN { @["b", 1] = sum(1); @["a", 2] = sum(2); printa("%s %d\n", @); exit(0); }"#,
            options: ["-q", "-xaggsortkey", "-xaggsortkeypos=9"],
            output: "a 2\nb 1\n\n"),
        .init(
            name: "aggsortrev",
            program: #"BEGIN { @[1] = sum(1); @[2] = sum(2); @[3] = sum(3); printa("%d ", @); exit(0); }"#,
            options: ["-q", "-xaggsortrev"],
            output: "3 2 1 \n"),
        .init(
            name: "aggsortkey and aggsortrev",
            program: #"BEGIN { @["b"] = sum(1); @["a"] = sum(2); @["c"] = sum(0); printa("%s ", @); exit(0); }"#,
            options: ["-q", "-xaggsortkey", "-xaggsortrev"],
            output: "c b a \n"),
        .init(
            name: "aggsortpos",
            program: #"""
                BEGIN { @a["b"] = sum(1); @a["a"] = sum(2); @b["a"] = sum(0); @b["b"] = sum(7); printa("%s \#
                %@d %@d\n", @a, @b); exit(0); }
                """#,
            options: ["-q", "-xaggsortpos=1"],
            output: "a 2 0\nb 1 7\n\n"),
        .init(
            name: "aggsortpos beyond the aggregations",
            program: #"""
                BEGIN { @a["b"] = sum(1); @a["a"] = sum(2); @b["a"] = sum(9); @b["b"] = sum(7); printa("%s \#
                %@d %@d\n", @a, @b); exit(0); }
                """#,
            options: ["-q", "-xaggsortpos=9"],
            output: "b 1 7\na 2 9\n\n"),
        .init(
            name: "ties of the first aggregation go by the second",
            program: #"""
                BEGIN { @a["x"] = sum(1); @a["y"] = sum(1); @b["x"] = sum(5); @b["y"] = sum(3); printa("%s \#
                ", @a, @b); exit(0); }
                """#,
            output: "y x \n"),
        .init(
            name: "distributions sort by what they add up to",
            program: #"""
                BEGIN { @["b"] = quantize(100); @["a"] = quantize(1); @["c"] = quantize(-5); @["d"] \#
                = quantize(0); printa("%s ", @); exit(0); }
                """#,
            output: "c d a b \n"),
        .init(
            name: "setopt changes the order",
            program: #"""
                BEGIN { @[1] = sum(1); @[2] = sum(2); printa("%d ", @); setopt("aggsortrev"); printa("%d \#
                ", @); setopt("aggsortrev", "no"); printa("%d ", @); exit(0); }
                """#,
            output: "1 2 2 1 1 2 \n"),
        .init(
            name: "pragma options",
            program: #"""
                #pragma D option aggsortkey
                #pragma D option aggsortrev
                BEGIN { @["a"] = sum(3); @["b"] = sum(2); @["c"] = sum(1); printa("%s ", @); exit(0); \#
                }
                """#,
            output: "c b a \n"),
    ]
}
