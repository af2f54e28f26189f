import TestSupport
import Testing

extension LiveTests {
    /// What rows are sorted by, shown by their keys.
    struct AggregationOrderTests {
        @Test(arguments: AggregationOrderCases.orders)
        func `the order of rows`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum AggregationOrderCases {
    static let orders: [OutputCase] = [
        .init(
            name: "the one without a name is @_",
            program: #"BEGIN { @ = count(); @_ = count(); printa("%@d ", @); printa("%@d", @_); exit(0); }"#,
            output: "2 2\n"),
        .init(
            name: "aggsortrev turns the aggregations around too",
            program: "BEGIN { @a = count(); @b = sum(5); exit(0); }",
            options: ["-q", "-xaggsortrev"],
            output: "\n                5\n                1\n"),
        .init(
            name: "ties go on with the aggregations behind aggsortpos",
            program: #"""
                BEGIN { @a[1] = sum(1); @a[2] = sum(2); @b[1] = sum(5); @b[2] = sum(5); @c[1] = sum(9); \#
                @c[2] = sum(8); printa("%d ", @a, @b, @c); exit(0); }
                """#,
            options: ["-q", "-xaggsortpos=1"],
            output: "2 1 \n"),
        .init(
            name: "ties go on with the keys behind aggsortkeypos",
            program: #"""
                BEGIN { @[1, 2, 9] = count(); @[2, 2, 1] = count(); printa("%d%d%d ", @); exit(0); }
                """#,
            options: ["-q", "-xaggsortkey", "-xaggsortkeypos=1"],
            output: "221 129 \n"),
        .init(
            name: "averages by what they show",
            program: #"""
                BEGIN { @[1] = avg(10); @[2] = avg(4); @[2] = avg(4); @[2] = avg(4); printa("%d ", @); \#
                exit(0); }
                """#,
            output: "2 1 \n"),
        .init(
            name: "deviations by what they show",
            program: #"""
                BEGIN { @[2] = stddev(0); @[2] = stddev(10); @[1] = stddev(100); @[1] = stddev(100); \#
                printa("%d ", @); exit(0); }
                """#,
            output: "1 2 \n"),
        .init(
            name: "distributions by the sum of their values",
            program: #"""
                BEGIN { @[1] = quantize(8); @[2] = quantize(2); @[2] = quantize(2); @[2] = quantize(2); \#
                @[2] = quantize(2); @[2] = quantize(2); printa("%d ", @); exit(0); }
                """#,
            output: "1 2 \n"),
        .init(
            name: "distributions of the same sum by their zeros",
            program: #"""
                BEGIN { @[1] = quantize(0); @[1] = quantize(0); @[2] = quantize(0); printa("%d ", @); \#
                exit(0); }
                """#,
            output: "2 1 \n"),
        .init(
            name: "values below the base of lquantize() count one less than it",
            program: #"""
                BEGIN { @[1] = lquantize(10, 10, 20); @[2] = lquantize(5, 10, 20); printa("%d ", @); \#
                exit(0); }
                """#,
            output: "2 1 \n"),
        .init(
            name: "values above the limit of lquantize() count one more than it",
            program: #"""
                BEGIN { @[1] = lquantize(30, 10, 20, 5); @[2] = lquantize(10, 10, 20, 5); @[2] = \#
                lquantize(10, 10, 20, 5); printa("%d ", @); exit(0); }
                """#,
            output: "2 1 \n"),
        .init(
            name: "negative values of llquantize() come first",
            program: #"""
                BEGIN { @[1] = llquantize(5, 10, 0, 1, 10); @[2] = llquantize(-5, 10, 0, 1, 10); \#
                printa("%d ", @); exit(0); }
                """#,
            output: "2 1 \n"),
    ]
}
