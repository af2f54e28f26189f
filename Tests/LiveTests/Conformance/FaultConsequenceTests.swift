import TestSupport
import Testing

extension LiveTests {
    /// What goes on after a fault.
    struct FaultConsequenceTests {
        @Test(arguments: FaultConsequenceCases.consequences)
        func `what goes on after a fault`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum FaultConsequenceCases {
    static let consequences: [OutputCase] = [
        .init(
            name: "other clauses of the probe",
            program: "BEGIN { trace(1); trace(*(int *)0); trace(2); } BEGIN { trace(3); exit(0); }",
            output: "3\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "assignments before it stay",
            program: "BEGIN { x = 1; y = *(int *)0; x = 2; } BEGIN { trace(x); exit(0); }",
            output: "1\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "aggregations before it stay",
            program: "BEGIN { @a = count(); x = *(int *)0; @b = count(); } BEGIN { exit(0); }",
            output: "\n                1\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "a fault in a predicate stops its clause",
            program: #"""
                BEGIN / *(int *)0 / { trace(1); } ERROR { printf("E%d", arg2); } BEGIN { trace(2); exit(0); \#
                }
                """#,
            output: "E02\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "a division in a predicate",
            program: "BEGIN { x = 0; } BEGIN / (1 / x) / { trace(1); } BEGIN { exit(0); }",
            output: "\n",
            errors: "dtrace: error in dt_clause_1 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n"),
        .init(
            name: "a fault in a key",
            program: "BEGIN { @[*(int *)0] = count(); } BEGIN { @[1] = count(); exit(0); }",
            output: "\n        1                1\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "a fault in the value of an aggregation",
            program: "BEGIN { @a = sum(*(int *)0); @a = sum(1); } BEGIN { @a = sum(5); exit(0); }",
            output: "\n                5\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "a fault in END",
            program: #"BEGIN { exit(0); } END { trace(*(int *)0); } END { trace(2); } ERROR { printf("E"); }"#,
            output: "E2\n",
            errors: """
                dtrace: error in dt_clause_1 for probe ID 2 (dtrace:::END): invalid address (0x0) at \
                BPF pc N

                """),
        .init(
            name: "a fault in ERROR ends its clause without a word",
            program: #"""
                BEGIN { trace(*(int *)0); } BEGIN { exit(3); } ERROR { trace(1); trace(*(int *)0x10); \#
                } ERROR { trace(2); }
                """#,
            output: "2\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """,
            status: 3),
        .init(
            name: "several ERROR clauses",
            program: #"""
                BEGIN { trace(*(int *)0); } ERROR { printf("a%d", arg4); } ERROR { printf("b%d", arg4); \#
                exit(0); }
                """#,
            output: "a1b1\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "exit() in ERROR stops what follows",
            program: "BEGIN { trace(*(int *)0); } BEGIN { trace(2); } ERROR { exit(4); } END { trace(3); }",
            output: "3\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """,
            status: 4),
        .init(
            name: "ERROR sees the action that failed",
            program: #"BEGIN { trace(1); trace(2); trace(*(int *)0); } ERROR { printf("%d", arg2); exit(0); }"#,
            output: "3\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "ERROR names itself",
            program: #"BEGIN { trace(*(int *)0); } ERROR { printf("%s %d %d", probename, id, arg0); exit(0); }"#,
            output: "ERROR 3 0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "constants for the kinds",
            program: #"""
                BEGIN { trace(*(int *)0); } ERROR / arg4 == DTRACEFLT_BADADDR / { printf("bad address"); \#
                exit(0); }
                """#,
            output: "bad address\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "a fault in a branch that is not taken",
            program: #"""
                BEGIN { x = 0; trace(x != 0 && 1 / x); trace(x == 0 || 1 / x); trace(x ? 1 / x : 5); \#
                exit(0); }
                """#,
            output: "015\n"),
        .init(
            name: "faults of several probes",
            program: #"""
                BEGIN { x = 0; } tick-5ms / x < 3 / { x++; trace(*(int *)(16 * x)); } tick-5ms / x == \#
                3 / { exit(0); } ERROR { printf("%x ", arg5); }
                """#,
            output: "10 20 30 \n",
            errors: """
                dtrace: error in dt_clause_1 for probe ID 4 (profile:::tick-5ms): invalid address (0x10) \
                at BPF pc N
                dtrace: error in dt_clause_1 for probe ID 4 (profile:::tick-5ms): invalid address (0x20) \
                at BPF pc N
                dtrace: error in dt_clause_1 for probe ID 4 (profile:::tick-5ms): invalid address (0x30) \
                at BPF pc N

                """),
        .init(
            name: "a fault inside a speculation",
            program: #"""
                BEGIN { s = speculation(); } BEGIN { speculate(s); trace(*(int *)0); } BEGIN { speculate(s); \#
                trace(1); } BEGIN { commit(s); } BEGIN { exit(0); }
                """#,
            output: "1\n",
            errors: """
                dtrace: error in dt_clause_1 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
        .init(
            name: "rows of the default format",
            program: "BEGIN { trace(*(int *)0); } ERROR { trace(arg4); } BEGIN { exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :ERROR                    1
                                          :BEGIN\u{20}


                """,
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """),
    ]
}
