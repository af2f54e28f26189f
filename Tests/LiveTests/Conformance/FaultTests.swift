import TestSupport
import Testing

extension LiveTests {
    /// Faults: their messages, and what ERROR is told.
    struct FaultTests {
        @Test(arguments: FaultCases.kinds)
        func `every kind of fault`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum FaultCases {
    /// arg5 is 0 for the kinds of which the guide says that it has no meaning.
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
            name: "a statement that is nothing but a fault",
            program:
                #"BEGIN { *(char *)NULL; } BEGIN { printf("next"); } ERROR { printf("error "); } BEGIN { exit(0); }"#,
            output: "error next\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x0) at BPF pc N

                """),
        .init(
            name: "a division for nothing but its fault",
            program: #"BEGIN { x = 0; 1 / x; } BEGIN { curthread->pid; exit(0); }"#,
            output: "\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): divide-by-zero at BPF pc N

                """),
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
                struct s { long first[3]; int second; }; BEGIN { this->p = (struct s *)0; trace(this->p->second); \#
                } ERROR { printf("%d %d %d %x", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 2 1 18\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid address (0x18) \
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
            output: "1 1 5 0\n",
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
            output: "1 2 5 0\n",
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
            output: "1 1 5 0\n",
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
            output: "1 1 3 0\n",
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
            output: "1 2 3 0\n",
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
            output: "1 2 3 0\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
        .init(
            name: "bcopy of more than scratch memory can be",
            program: #"""
                BEGIN { this->p = alloca(8); n = 100000; bcopy(this->p, this->p, n); } ERROR { printf("%d \#
                %d %d %d", arg1, arg2, arg4, arg5); exit(1); }
                """#,
            output: "1 3 10 100000\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): invalid size (100000) at BPF pc N

                """,
            status: 1),
    ]
}
