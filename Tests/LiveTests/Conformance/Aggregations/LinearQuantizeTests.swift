import TestSupport
import Testing

extension LiveTests {
    /// lquantize() and llquantize(), bar by bar.
    struct LinearQuantizeTests {
        @Test(arguments: LinearQuantizeCases.lines)
        func `lquantize`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: LinearQuantizeCases.logs)
        func `llquantize`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum LinearQuantizeCases {
    static let lines: [OutputCase] = [
        .init(
            name: "below, inside and above",
            program: #"""
                BEGIN { @ = lquantize(-11, -10, 10, 5); @ = lquantize(-5, -10, 10, 5); @ = lquantize(0, \#
                -10, 10, 5); @ = lquantize(10, -10, 10, 5); @ = lquantize(11, -10, 10, 5); exit(0); \#
                }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                           < -10 |@@@@@@@@                                 1       \u{20}
                             -10 |                                         0       \u{20}
                              -5 |@@@@@@@@                                 1       \u{20}
                               0 |@@@@@@@@                                 1       \u{20}
                               5 |                                         0       \u{20}
                           >= 10 |@@@@@@@@@@@@@@@@                         2       \u{20}


                """),
        .init(
            name: "the base and the last value",
            program: "BEGIN { @ = lquantize(0, 0, 10, 1); @ = lquantize(9, 0, 10, 1); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             < 0 |                                         0       \u{20}
                               0 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                               1 |                                         0       \u{20}
                               2 |                                         0       \u{20}
                               3 |                                         0       \u{20}
                               4 |                                         0       \u{20}
                               5 |                                         0       \u{20}
                               6 |                                         0       \u{20}
                               7 |                                         0       \u{20}
                               8 |                                         0       \u{20}
                               9 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                           >= 10 |                                         0       \u{20}


                """),
        .init(
            name: "the limit",
            program: "BEGIN { @ = lquantize(10, 0, 10); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               9 |                                         0       \u{20}
                           >= 10 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}


                """),
        .init(
            name: "below only",
            program: "BEGIN { @ = lquantize(-9, 0, 10, 1); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             < 0 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               0 |                                         0       \u{20}


                """),
        .init(
            name: "a step that does not divide the range",
            program: #"""
                BEGIN { @ = lquantize(5, 0, 10, 3); @ = lquantize(9, 0, 10, 3); @ = lquantize(10, 0, \#
                10, 3); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               3 |@@@@@@@@@@@@@                            1       \u{20}
                               6 |                                         0       \u{20}
                            >= 9 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              2       \u{20}


                """),
        .init(
            name: "increments",
            program: "BEGIN { @ = lquantize(3, 0, 10, 2, 7); @ = lquantize(5, 0, 10, 2, -7); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0                     |                     0       \u{20}
                               2                     |@@@@@@@@@@           7       \u{20}
                               4           @@@@@@@@@@|                     -7      \u{20}
                               6                     |                     0       \u{20}


                """),
        .init(
            name: "negative limits",
            program: "BEGIN { @ = lquantize(-15, -20, -10, 2); @ = lquantize(-11, -20, -10, 2); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             -18 |                                         0       \u{20}
                             -16 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                             -14 |                                         0       \u{20}
                             -12 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                          >= -10 |                                         0       \u{20}


                """),
        .init(
            name: "one level",
            program: #"""
                BEGIN { @ = lquantize(0, 0, 2, 2); @ = lquantize(1, 0, 2, 2); @ = lquantize(2, 0, 2, \#
                2); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             < 0 |                                         0       \u{20}
                               0 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              2       \u{20}
                            >= 2 |@@@@@@@@@@@@@                            1       \u{20}


                """),
    ]

    static let logs: [OutputCase] = [
        .init(
            name: "fewer steps than the factor",
            program: """
                BEGIN { @ = llquantize(999, 10, 3, 4, 5); @ = llquantize(1999, 10, 3, 4, 5); @ = llquantize(2000, 10, 3, 4, 5); \
                @ = llquantize(9999, 10, 3, 4, 5); @ = llquantize(10000, 10, 3, 4, 5); @ = llquantize(-39999, 10, 3, 4, 5); \
                @ = llquantize(99999, 10, 3, 4, 5); @ = llquantize(100000, 10, 3, 4, 5); exit(0); }
                """,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                          -40000 |                                         0       \u{20}
                          -20000 |@@@@@                                    1       \u{20}
                          -10000 |                                         0       \u{20}
                           -8000 |                                         0       \u{20}
                           -6000 |                                         0       \u{20}
                           -4000 |                                         0       \u{20}
                           -2000 |                                         0       \u{20}
                           -1000 |                                         0       \u{20}
                    abs() < 1000 |@@@@@                                    1       \u{20}
                            1000 |@@@@@                                    1       \u{20}
                            2000 |@@@@@                                    1       \u{20}
                            4000 |                                         0       \u{20}
                            6000 |                                         0       \u{20}
                            8000 |@@@@@                                    1       \u{20}
                           10000 |@@@@@                                    1       \u{20}
                           20000 |                                         0       \u{20}
                           40000 |                                         0       \u{20}
                           60000 |                                         0       \u{20}
                           80000 |@@@@@                                    1       \u{20}
                       >= 100000 |@@@@@                                    1       \u{20}


                """),
        .init(
            name: "powers that are not cut",
            program:
                "BEGIN { @ = llquantize(7, 10, 1, 2); @ = llquantize(99, 10, 1, 2); @ = llquantize(100, 10, 1, 2); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             -10 |                                         0       \u{20}
                      abs() < 10 |@@@@@@@@@@@@@                            1       \u{20}
                              10 |@@@@@@@@@@@@@                            1       \u{20}
                             100 |@@@@@@@@@@@@@                            1       \u{20}
                         >= 1000 |                                         0       \u{20}


                """),
        .init(
            name: "of its first magnitude",
            program: "BEGIN { @ = llquantize(1, 10, 0, 2, 10); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                               2 |                                         0       \u{20}


                """),
        .init(
            name: "below its first magnitude",
            program: "BEGIN { @ = llquantize(-7, 10, 1, 2, 10); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             -10 |                                         0       \u{20}
                      abs() < 10 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 1       \u{20}
                              10 |                                         0       \u{20}


                """),
        .init(
            name: "over its magnitudes",
            program: #"""
                BEGIN { @ = llquantize(0, 10, 0, 2, 10); @ = llquantize(5, 10, 0, 2, 10); @ = llquantize(55, \#
                10, 0, 2, 10); @ = llquantize(150, 10, 0, 2, 10); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                              -1 |                                         0       \u{20}
                               0 |@@@@@@@@@@                               1       \u{20}
                               1 |                                         0       \u{20}
                               2 |                                         0       \u{20}
                               3 |                                         0       \u{20}
                               4 |                                         0       \u{20}
                               5 |@@@@@@@@@@                               1       \u{20}
                               6 |                                         0       \u{20}
                               7 |                                         0       \u{20}
                               8 |                                         0       \u{20}
                               9 |                                         0       \u{20}
                              10 |                                         0       \u{20}
                              20 |                                         0       \u{20}
                              30 |                                         0       \u{20}
                              40 |                                         0       \u{20}
                              50 |@@@@@@@@@@                               1       \u{20}
                              60 |                                         0       \u{20}
                              70 |                                         0       \u{20}
                              80 |                                         0       \u{20}
                              90 |                                         0       \u{20}
                             100 |@@@@@@@@@@                               1       \u{20}
                             200 |                                         0       \u{20}


                """),
        .init(
            name: "beyond its last magnitude",
            program: #"""
                BEGIN { @ = llquantize(1000, 10, 0, 2, 10); @ = llquantize(99999, 10, 0, 2, 10); exit(0); \#
                }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                             900 |                                         0       \u{20}
                         >= 1000 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 2       \u{20}


                """),
        .init(
            name: "negative values and those beyond",
            program: "BEGIN { @ = llquantize(-5, 10, 0, 2, 10); @ = llquantize(-1000, 10, 0, 2, 10); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                        <= -1000 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                            -900 |                                         0       \u{20}
                            -800 |                                         0       \u{20}
                            -700 |                                         0       \u{20}
                            -600 |                                         0       \u{20}
                            -500 |                                         0       \u{20}
                            -400 |                                         0       \u{20}
                            -300 |                                         0       \u{20}
                            -200 |                                         0       \u{20}
                            -100 |                                         0       \u{20}
                             -90 |                                         0       \u{20}
                             -80 |                                         0       \u{20}
                             -70 |                                         0       \u{20}
                             -60 |                                         0       \u{20}
                             -50 |                                         0       \u{20}
                             -40 |                                         0       \u{20}
                             -30 |                                         0       \u{20}
                             -20 |                                         0       \u{20}
                             -10 |                                         0       \u{20}
                              -9 |                                         0       \u{20}
                              -8 |                                         0       \u{20}
                              -7 |                                         0       \u{20}
                              -6 |                                         0       \u{20}
                              -5 |@@@@@@@@@@@@@@@@@@@@                     1       \u{20}
                              -4 |                                         0       \u{20}


                """),
        .init(
            name: "two steps a magnitude",
            program: #"""
                BEGIN { @ = llquantize(1, 2, 0, 3, 2); @ = llquantize(2, 2, 0, 3, 2); @ = llquantize(3, \#
                2, 0, 3, 2); @ = llquantize(4, 2, 0, 3, 2); @ = llquantize(5, 2, 0, 3, 2); @ = llquantize(6, \#
                2, 0, 3, 2); @ = llquantize(7, 2, 0, 3, 2); @ = llquantize(8, 2, 0, 3, 2); exit(0); \#
                }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               0 |                                         0       \u{20}
                               1 |@@@@@                                    1       \u{20}
                               2 |@@@@@@@@@@                               2       \u{20}
                               4 |@@@@@@@@@@@@@@@@@@@@                     4       \u{20}
                               8 |@@@@@                                    1       \u{20}
                           >= 16 |                                         0       \u{20}


                """),
        .init(
            name: "many steps a magnitude",
            program: #"""
                BEGIN { @ = llquantize(100, 10, 2, 3, 20); @ = llquantize(105, 10, 2, 3, 20); @ = llquantize(199\#
                , 10, 2, 3, 20); exit(0); }
                """#,
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                           < 100 |                                         0       \u{20}
                             100 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              2       \u{20}
                             150 |@@@@@@@@@@@@@                            1       \u{20}
                             200 |                                         0       \u{20}


                """),
        .init(
            name: "increments",
            program: "BEGIN { @ = llquantize(5, 10, 0, 1, 10, 4); @ = llquantize(7, 10, 0, 1, 10, 2); exit(0); }",
            output: """


                           value  ------------- Distribution ------------- count   \u{20}
                               4 |                                         0       \u{20}
                               5 |@@@@@@@@@@@@@@@@@@@@@@@@@@@              4       \u{20}
                               6 |                                         0       \u{20}
                               7 |@@@@@@@@@@@@@                            2       \u{20}
                               8 |                                         0       \u{20}


                """),
    ]
}
