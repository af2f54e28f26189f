import TestSupport
import Testing

extension LiveTests {
    /// Speculations: what is kept, printed, forgotten, dropped and refused.
    struct SpeculationTests {
        @Test(arguments: SpeculationCases.fates)
        func `what becomes of speculations`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: SpeculationCases.drops)
        func `drops and failures`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum SpeculationCases {
    static let fates: [OutputCase] = [
        .init(
            name: "a committed one prints where it is committed",
            program: #"""
                BEGIN { self->s = speculation(); } BEGIN { speculate(self->s); printf("s"); } BEGIN \#
                { printf("a"); } BEGIN { commit(self->s); } BEGIN { printf("b"); exit(0); }
                """#,
            output: "asb\n"),
        .init(
            name: "its rows in the default format",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { speculate(s); \#
                printf("two"); trace("three"); } BEGIN { commit(s); } BEGIN { exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN           1
                                          :BEGIN two  three                           \u{20}
                                          :BEGIN\u{20}


                """),
        .init(
            name: "a clause with nothing else speculates the default action",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); } BEGIN { speculate(s); i = 1; } BEGIN \#
                { commit(s); } BEGIN { exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                                          :BEGIN\u{20}


                """),
        .init(
            name: "the default action of a discarded one",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); } BEGIN { discard(s); } BEGIN { exit(0); }
                """#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}


                """),
        .init(
            name: "a discarded one does not",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { discard(s); \#
                } BEGIN { printf("b"); exit(0); }
                """#,
            output: "b\n"),
        .init(
            name: "one that is neither",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { printf("b"); \#
                exit(0); }
                """#,
            output: "b\n"),
        .init(
            name: "committed in END",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { exit(0); } \#
                END { commit(s); }
                """#,
            output: "s\n"),
        .init(
            name: "the only buffer is free again at once",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("a%d ", s); } BEGIN { commit(s); } \#
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("b%d ", s); } BEGIN { discard(s); } \#
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("c%d ", s); } BEGIN { commit(s); } \#
                BEGIN { exit(0); }
                """#,
            output: "a1 c1 \n"),
        .init(
            name: "several at a time",
            program: #"""
                BEGIN { a = speculation(); b = speculation(); c = speculation(); } BEGIN { speculate(b); \#
                printf("b"); } BEGIN { speculate(a); printf("a"); } BEGIN { speculate(c); printf("c"); \#
                } BEGIN { commit(a); } BEGIN { discard(b); } BEGIN { commit(c); } BEGIN { exit(0); }
                """#,
            options: ["-q", "-xnspec=3"],
            output: "ac\n"),
        .init(
            name: "a number is used again after a while",
            program: #"""
                BEGIN { i = 0; } tick-100ms / i < 3 / { s = speculation(); } tick-100ms / i < 3 / { \#
                speculate(s); printf("%d ", i); } tick-100ms / i < 3 / { commit(s); i++; } tick-100ms \#
                / i == 3 / { exit(0); }
                """#,
            output: "0 1 2 \n"),
        .init(
            name: "numbers that were never given out",
            program: #"""
                BEGIN { commit(1); } BEGIN { discard(2); } BEGIN { speculate(7); trace(1); } BEGIN { \#
                speculate(0); trace(2); } BEGIN { speculate(-1); trace(3); } BEGIN { trace(4); exit(0); \#
                }
                """#,
            output: "4\n"),
        .init(
            name: "committed twice",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { commit(s); \#
                } BEGIN { commit(s); } BEGIN { exit(0); }
                """#,
            output: "s\n"),
        .init(
            name: "discarded after the commit",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { commit(s); \#
                } BEGIN { discard(s); } BEGIN { exit(0); }
                """#,
            output: "s\n"),
        .init(
            name: "speculating after the commit",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { commit(s); } BEGIN { speculate(s); printf("s"); \#
                } BEGIN { exit(0); }
                """#,
            output: "\n"),
        .init(
            name: "with stacks, strings and a table",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); this->p = (char *)alloca(2); this->p[0] \#
                = 65; this->p[1] = 1; tracemem(this->p, 2); trace("x"); } BEGIN { commit(s); } BEGIN \#
                { exit(0); }
                """#,
            output: """

                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 41 01                                            A.
                x

                """),
        .init(
            name: "data before and behind the assignment of the number",
            program: #"""
                BEGIN { trace(1); s = speculation(); trace(2); } BEGIN { speculate(s); trace(3); } BEGIN \#
                { commit(s); } BEGIN { trace(4); exit(0); }
                """#,
            output: "1234\n"),
        .init(
            name: "commit and discard make no rows",
            program: "BEGIN { s = speculation(); } BEGIN { commit(s); } BEGIN { discard(s); } BEGIN { exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}


                """),
        .init(
            name: "variables change all the same",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); x = 5; trace(x); } BEGIN { discard(s); \#
                } BEGIN { trace(x); exit(0); }
                """#,
            output: "5\n"),
    ]

    static let drops: [OutputCase] = [
        .init(
            name: "none is free",
            program: "BEGIN { s = speculation(); t = speculation(); trace(t); exit(0); }",
            options: ["-q", "-xdroptags"],
            output: "0\n",
            errors: "dtrace: [DTRACEDROP_SPECUNAVAIL] 1 failed speculation (no speculative buffer available)\n"),
        .init(
            name: "several find none",
            program: "BEGIN { s = speculation(); t = speculation(); u = speculation(); exit(0); }",
            options: ["-q", "-xdroptags"],
            output: "\n",
            errors: "dtrace: [DTRACEDROP_SPECUNAVAIL] 2 failed speculations (no speculative buffer available)\n"),
        .init(
            name: "one is too small",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { speculate(s); \#
                trace(2); } BEGIN { speculate(s); trace(3); } BEGIN { commit(s); } BEGIN { exit(0); \#
                }
                """#,
            options: ["-q", "-xdroptags", "-xspecsize=20"],
            output: "1\n",
            errors: "dtrace: [DTRACEDROP_SPEC] 2 speculative drops\n"),
        .init(
            name: "without tags",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { commit(s); } \#
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xspecsize=8"],
            output: "\n",
            errors: "dtrace: 1 speculative drop\n"),
        .init(
            name: "dynamic variables",
            program: "BEGIN { a[1] = 1; a[2] = 1; a[3] = 1; trace(a[1]); trace(a[3]); exit(0); }",
            options: ["-q", "-xdroptags", "-xdynvarsize=64"],
            output: "10\n",
            errors: "dtrace: [DTRACEDROP_DYNAMIC] 2 dynamic variable drops\n"),
        .init(
            name: "a single aggregation key",
            program: "BEGIN { @[1] = count(); @[1] = count(); exit(0); }",
            options: ["-q", "-xdroptags", "-xaggsize=1"],
            output: "\n        1                2\n"),
    ]
}
