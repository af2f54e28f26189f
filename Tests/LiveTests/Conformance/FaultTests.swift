import TestSupport
import Testing

extension LiveTests {
    /// Faults: their messages, what ERROR is told, and what goes on.
    struct FaultTests {
        @Test(arguments: FaultCases.kinds)
        func `every kind of fault`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: FaultCases.consequences)
        func `what goes on after a fault`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum FaultCases {
    static let kinds: [OutputCase] = [
        .init(
            name: "a null pointer",
            program: #"""
                BEGIN { trace(*(int *)0); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); exit(1); \#
                }
                """#,
            output: "1 1 1 0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a bad address of the kernel",
            program: #"""
                BEGIN { trace(*(char *)0x10); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 1 1 10\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x10) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a member of a null pointer",
            program: #"""
                BEGIN { this->p = (struct task_struct *)0; trace(this->p->pid); } ERROR { printf("%d \#
                %d %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 1 4f0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x4f0) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a bad string",
            program: #"""
                BEGIN { trace(stringof((char *)0x20)); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 1 1 20\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x20) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a string compared with null",
            program: #"""
                BEGIN { trace((string)0x30 == "x"); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 1 1 30\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x30) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a bad address of the process",
            program: #"""
                BEGIN { trace(copyinstr(0x40)); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 1 1 40\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x40) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "copyin from a bad address",
            program: #"""
                BEGIN { this->p = copyin(0x50, 8); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 1 1 50\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x50) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "copyinto from a bad address",
            program: #"""
                BEGIN { this->p = alloca(8); copyinto(0x50, 8, this->p); } ERROR { printf("%d %d %d \#
                %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 1 50\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x50) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "copyinto to a bad address",
            program: #"""
                BEGIN { copyinto(0x50, 8, (void *)0x60); } ERROR { printf("%d %d %d %x", arg1, arg2, \#
                arg4, arg5); exit(1); }
                """#,
            output: "1 1 1 60\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x60) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "bcopy from a bad address",
            program: #"""
                BEGIN { this->p = alloca(8); bcopy((void *)0x70, this->p, 8); } ERROR { printf("%d %d \#
                %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 1 70\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x70) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "bcopy to a bad address",
            program: #"""
                BEGIN { this->p = alloca(8); bcopy(this->p, (void *)0x70, 8); } ERROR { printf("%d %d \#
                %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 1 70\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x70) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "tracemem of a bad address",
            program: #"""
                BEGIN { tracemem(0x80, 4); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 1 1 80\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x80) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "strlen of a bad string",
            program: #"""
                BEGIN { trace(strlen((string)0x90)); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 1 1 90\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x90) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a store through a bad pointer",
            program: #"""
                BEGIN { *(int *)0xa0 = 1; } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); exit(1); \#
                }
                """#,
            output: "1 1 1 a0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0xa0) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a division by zero",
            program: #"""
                BEGIN { x = 0; trace(1 / x); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 2 4 0\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
            status: 1),
        .init(
            name: "a remainder by zero",
            program: #"""
                BEGIN { x = 0; trace(1 % x); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 2 4 0\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
            status: 1),
        .init(
            name: "an assigned division by zero",
            program: #"""
                BEGIN { x = 0; y = 1; y /= x; } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 3 4 0\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
            status: 1),
        .init(
            name: "an assigned remainder by zero",
            program: #"""
                BEGIN { x = 0; y = 1; y %= x; } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 3 4 0\n",
            errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N\n",
            status: 1),
        .init(
            name: "more scratch memory than there is",
            program: #"""
                BEGIN { this->p = alloca(100000); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 1 5 186a0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): out of scratch space at \
                BPF pc N

                """,
            status: 1),
        .init(
            name: "scratch memory used up",
            program: #"""
                BEGIN { this->p = alloca(200); this->q = alloca(200); } ERROR { printf("%d %d %d %x", \#
                arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 5 c8\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): out of scratch space at \
                BPF pc N

                """,
            status: 1),
        .init(
            name: "copyin of more than there is",
            program: #"""
                BEGIN { this->p = copyin(0x10, 100000); } ERROR { printf("%d %d %d %x", arg1, arg2, \#
                arg4, arg5); exit(1); }
                """#,
            output: "1 1 5 186a0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): out of scratch space at \
                BPF pc N

                """,
            status: 1),
        .init(
            name: "an index beyond an array",
            program: #"""
                int a[4]; BEGIN { i = 4; trace(a[i]); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 2 11 4\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): index out of bounds (4) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "a negative index",
            program: #"""
                int a[4]; BEGIN { i = -1; a[i] = 1; } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, \#
                arg5); exit(1); }
                """#,
            output: "1 2 11 ffffffffffffffff\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): index out of bounds (-1) \
                at BPF pc N

                """,
            status: 1),
        .init(
            name: "strtoll in no base",
            program: #"""
                BEGIN { trace(strtoll("1", 99)); } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); \#
                exit(1); }
                """#,
            output: "1 1 3 63\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
        .init(
            name: "inet_ntop of no family",
            program: #"""
                BEGIN { this->p = alloca(16); trace(inet_ntop(99, this->p)); } ERROR { printf("%d %d \#
                %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 3 63\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
        .init(
            name: "link_ntop of no type",
            program: #"""
                BEGIN { this->p = alloca(16); trace(link_ntop(99, this->p)); } ERROR { printf("%d %d \#
                %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 3 63\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
    ]

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
            name: "a fault in ERROR is reported, and that is all",
            program: #"""
                BEGIN { trace(*(int *)0); } BEGIN { exit(3); } ERROR { trace(1); trace(*(int *)0x10); \#
                } ERROR { trace(2); }
                """#,
            output: "2\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) \
                at BPF pc N
                dtrace: error in dt_clause_2 for probe ID 3 (dtrace:::ERROR): invalid address (0x10) \
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
