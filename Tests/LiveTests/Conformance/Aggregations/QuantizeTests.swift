import TestSupport
import Testing

extension LiveTests {
    /// quantize(), bar by bar.
    struct QuantizeTests {
        @Test(arguments: QuantizeCases.powers)
        func `quantize`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum QuantizeCases {
    static let powers: [OutputCase] = [
        .init(
            name: "zero",
            program: "BEGIN { @ = quantize(0); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                              -1 |                                         0       \u{20}
                               0 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               1 |                                         0       \u{20}


                """),
        .init(
            name: "one value",
            program: "BEGIN { @ = quantize(5); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               2 |                                         0       \u{20}
                               4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               8 |                                         0       \u{20}


                """),
        .init(
            name: "values of several magnitudes",
            program: #"""
                BEGIN { @ = quantize(1); @ = quantize(2); @ = quantize(3); @ = quantize(1023); @ = quantize(1024\#
                ); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@@@@                                 1       \u{20}
                               2 |@@@@@@@@@@@@@@@@                         2       \u{20}
                               4 |                                         0       \u{20}
                               8 |                                         0       \u{20}
                              16 |                                         0       \u{20}
                              32 |                                         0       \u{20}
                              64 |                                         0       \u{20}
                             128 |                                         0       \u{20}
                             256 |                                         0       \u{20}
                             512 |@@@@@@@@                                 1       \u{20}
                            1024 |@@@@@@@@                                 1       \u{20}
                            2048 |                                         0       \u{20}


                """),
        .init(
            name: "negative values",
            program: "BEGIN { @ = quantize(-1); @ = quantize(-5); @ = quantize(-5); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                              -8 |                                         0       \u{20}
                              -4 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              2       \u{20}
                              -2 |                                         0       \u{20}
                              -1 |@@@@@@@@@@@@@                            1       \u{20}
                               0 |                                         0       \u{20}


                """),
        .init(
            name: "values of both signs",
            program: "BEGIN { @ = quantize(-4); @ = quantize(0); @ = quantize(4); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                              -8 |                                         0       \u{20}
                              -4 |@@@@@@@@@@@@@                            1       \u{20}
                              -2 |                                         0       \u{20}
                              -1 |                                         0       \u{20}
                               0 |@@@@@@@@@@@@@                            1       \u{20}
                               1 |                                         0       \u{20}
                               2 |                                         0       \u{20}
                               4 |@@@@@@@@@@@@@                            1       \u{20}
                               8 |                                         0       \u{20}


                """),
        .init(
            name: "the smallest number",
            program: "BEGIN { @ = quantize(-9223372036854775807 - 1); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                -4611686018427387904 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                -2305843009213693952 |                                         0       \u{20}


                """),
        .init(
            name: "the largest number",
            program: "BEGIN { @ = quantize(9223372036854775807); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                2305843009213693952 |                                         0       \u{20}
                4611686018427387904 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}


                """),
        .init(
            name: "increments",
            program: "BEGIN { @ = quantize(1, 3); @ = quantize(8, 1); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@           3       \u{20}
                               2 |                                         0       \u{20}
                               4 |                                         0       \u{20}
                               8 |@@@@@@@@@@                               1       \u{20}
                              16 |                                         0       \u{20}


                """),
        .init(
            name: "negative increments",
            program: "BEGIN { @ = quantize(1, -1); @ = quantize(4, -3); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0                                         | 0       \u{20}
                               1                               @@@@@@@@@@| -1      \u{20}
                               2                                         | 0       \u{20}
                               4           @@@@@@@@@@@@@@@@@@@@@@@@@@@@@@| -3      \u{20}
                               8                                         | 0       \u{20}


                """),
        .init(
            name: "increments of both signs",
            program: "BEGIN { @ = quantize(1, -1); @ = quantize(4, 3); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0                     |                     0       \u{20}
                               1                @@@@@|                     -1      \u{20}
                               2                     |                     0       \u{20}
                               4                     |@@@@@@@@@@@@@@@      3       \u{20}
                               8                     |                     0       \u{20}


                """),
        .init(
            name: "increments that cancel out",
            program: "BEGIN { @ = quantize(1, 2); @ = quantize(1, -2); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                              -1 |                                         0       \u{20}
                               0 |                                         0       \u{20}
                               1 |                                         0       \u{20}


                """),
        .init(
            name: "bars are rounded to the nearest",
            program: "BEGIN { @ = quantize(1, 1); @ = quantize(2, 79); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@                                        1       \u{20}
                               2 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 79      \u{20}
                               4 |                                         0       \u{20}


                """),
        .init(
            name: "with keys",
            program: #"BEGIN { @["a", 1] = quantize(2); @["b", 2] = quantize(1); exit(0); }"#,
            output: """

                  b                                                         2
                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               2 |                                         0       \u{20}

                  a                                                         1
                           value  ------------- Distribution ------------- count   \u{20}
                               1 |                                         0       \u{20}
                               2 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               4 |                                         0       \u{20}


                """),
        .init(
            name: "counts wider than their column",
            program: "BEGIN { @ = quantize(1, 12345678901); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 12345678901
                               2 |                                         0       \u{20}


                """),
    ]
}
