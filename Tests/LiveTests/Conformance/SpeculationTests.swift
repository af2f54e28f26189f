import TestSupport
import Testing

extension LiveTests {
    /// Speculations: what is kept, printed, forgotten, dropped and refused.
    struct SpeculationTests {
        @Test(arguments: fates)
        func `what becomes of speculations`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: drops)
        func `drops and failures`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: refusals)
        func `orders that are refused`(_ item: OutputCase) throws { try item.check() }

        static let fates: [OutputCase] = [
            .init(
                name: "a committed one prints where it is committed",
                program: #"BEGIN { self->s = speculation(); } BEGIN { speculate(self->s); printf("s"); } BEGIN { printf("a"); } BEGIN { commit(self->s); } BEGIN { printf("b"); exit(0); }"#,
                output: "asb\n"),
            .init(
                name: "its rows in the default format",
                options: [],
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { speculate(s); printf("two"); trace("three"); } BEGIN { commit(s); } BEGIN { exit(0); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN           1
                                              :BEGIN two  three                           \u{20}
                                              :BEGIN\u{20}


                    """),
            .init(
                name: "a discarded one does not",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { discard(s); } BEGIN { printf("b"); exit(0); }"#,
                output: "b\n"),
            .init(
                name: "one that is neither",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { printf("b"); exit(0); }"#,
                output: "b\n"),
            .init(
                name: "committed in END",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { exit(0); } END { commit(s); }"#,
                output: "s\n"),
            .init(
                name: "several at a time",
                options: ["-q", "-xnspec=3"],
                program: #"BEGIN { a = speculation(); b = speculation(); c = speculation(); } BEGIN { speculate(b); printf("b"); } BEGIN { speculate(a); printf("a"); } BEGIN { speculate(c); printf("c"); } BEGIN { commit(a); } BEGIN { discard(b); } BEGIN { commit(c); } BEGIN { exit(0); }"#,
                output: "ac\n"),
            .init(
                name: "a number is used again after a while",
                program: #"BEGIN { i = 0; } tick-100ms / i < 3 / { s = speculation(); } tick-100ms / i < 3 / { speculate(s); printf("%d ", i); } tick-100ms / i < 3 / { commit(s); i++; } tick-100ms / i == 3 / { exit(0); }"#,
                output: "0 1 2 \n"),
            .init(
                name: "numbers that were never given out",
                program: "BEGIN { commit(1); } BEGIN { discard(2); } BEGIN { speculate(7); trace(1); } BEGIN { speculate(0); trace(2); } BEGIN { speculate(-1); trace(3); } BEGIN { trace(4); exit(0); }",
                output: "4\n"),
            .init(
                name: "committed twice",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { commit(s); } BEGIN { commit(s); } BEGIN { exit(0); }"#,
                output: "s\n"),
            .init(
                name: "discarded after the commit",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); printf("s"); } BEGIN { commit(s); } BEGIN { discard(s); } BEGIN { exit(0); }"#,
                output: "s\n"),
            .init(
                name: "speculating after the commit",
                program: #"BEGIN { s = speculation(); } BEGIN { commit(s); } BEGIN { speculate(s); printf("s"); } BEGIN { exit(0); }"#,
                output: "\n"),
            .init(
                name: "with stacks, strings and a table",
                program: #"BEGIN { s = speculation(); } BEGIN { speculate(s); this->p = (char *)alloca(2); this->p[0] = 65; this->p[1] = 1; tracemem(this->p, 2); trace("x"); } BEGIN { commit(s); } BEGIN { exit(0); }"#,
                output: """

                                 0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                             0: 41 01                                            A.
                    x

                    """),
            .init(
                name: "data before and behind the assignment of the number",
                program: "BEGIN { trace(1); s = speculation(); trace(2); } BEGIN { speculate(s); trace(3); } BEGIN { commit(s); } BEGIN { trace(4); exit(0); }",
                output: "1234\n"),
            .init(
                name: "commit and discard make no rows",
                options: [],
                program: "BEGIN { s = speculation(); } BEGIN { commit(s); } BEGIN { discard(s); } BEGIN { exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}


                    """),
            .init(
                name: "variables change all the same",
                program: "BEGIN { s = speculation(); } BEGIN { speculate(s); x = 5; trace(x); } BEGIN { discard(s); } BEGIN { trace(x); exit(0); }",
                output: "5\n"),
        ]

        static let drops: [OutputCase] = [
            .init(
                name: "none is free",
                options: ["-q", "-xdroptags"],
                program: "BEGIN { s = speculation(); t = speculation(); trace(t); exit(0); }",
                output: "0\n",
                errors: "dtrace: [DTRACEDROP_SPECUNAVAIL] 1 failed speculation (no speculative buffer available)\n"),
            .init(
                name: "several find none",
                options: ["-q", "-xdroptags"],
                program: "BEGIN { s = speculation(); t = speculation(); u = speculation(); exit(0); }",
                output: "\n",
                errors: "dtrace: [DTRACEDROP_SPECUNAVAIL] 2 failed speculations (no speculative buffer available)\n"),
            .init(
                name: "one is still busy",
                options: ["-q", "-xdroptags"],
                program: "BEGIN { s = speculation(); } BEGIN { commit(s); } BEGIN { t = speculation(); trace(t); exit(0); }",
                output: "0\n",
                errors: "dtrace: [DTRACEDROP_SPECBUSY] 1 failed speculation (available buffer(s) still busy)\n"),
            .init(
                name: "one is too small",
                options: ["-q", "-xdroptags", "-xspecsize=20"],
                program: "BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { speculate(s); trace(2); } BEGIN { speculate(s); trace(3); } BEGIN { commit(s); } BEGIN { exit(0); }",
                output: "1\n",
                errors: "dtrace: [DTRACEDROP_SPEC] 2 speculative drops\n"),
            .init(
                name: "without tags",
                options: ["-q", "-xspecsize=8"],
                program: "BEGIN { s = speculation(); } BEGIN { speculate(s); trace(1); } BEGIN { commit(s); } BEGIN { exit(0); }",
                output: "\n",
                errors: "dtrace: 1 speculative drop\n"),
            .init(
                name: "dynamic variables",
                options: ["-q", "-xdroptags", "-xdynvarsize=64"],
                program: "BEGIN { a[1] = 1; a[2] = 1; a[3] = 1; trace(a[1]); trace(a[3]); exit(0); }",
                output: "10\n",
                errors: "dtrace: [DTRACEDROP_DYNAMIC] 2 dynamic variable drops\n"),
            .init(
                name: "a single aggregation key",
                options: ["-q", "-xdroptags", "-xaggsize=1"],
                program: "BEGIN { @[1] = count(); @[1] = count(); exit(0); }",
                output: "\n        1                2\n"),
        ]

        static let refusals: [OutputCase] = [
            .init(
                name: "speculate twice",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; speculate(i); speculate(i); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; speculate(i); speculate(i); }: [D_SPEC_SPEC] in action list: speculate( ) may not follow speculate( )\n",
                status: 1),
            .init(
                name: "speculate after commit",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; commit(i); speculate(i); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; commit(i); speculate(i); }: [D_SPEC_COMM] in action list: speculate( ) may not follow commit( )\n",
                status: 1),
            .init(
                name: "speculate after data",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; trace(1); speculate(i); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; trace(1); speculate(i); }: [D_SPEC_DREC] in action list: speculate( ) may not follow data-recording action(s)\n",
                status: 1),
            .init(
                name: "commit twice",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; commit(i); commit(i); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; commit(i); commit(i); }: [D_COMM_COMM] in action list: commit( ) may not follow commit( )\n",
                status: 1),
            .init(
                name: "commit after data",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; trace(1); commit(i); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; trace(1); commit(i); }: [D_COMM_DREC] in action list: commit( ) may not follow data-recording action(s)\n",
                status: 1),
            .init(
                name: "data after commit",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; commit(i); trace(1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; commit(i); trace(1); }: [D_DREC_COMM] in action list: data-recording actions may not follow commit( )\n",
                status: 1),
            .init(
                name: "exit after speculate",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; speculate(i); exit(0); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; speculate(i); exit(0); }: [D_EXIT_SPEC] in action list: exit( ) may not follow speculate( )\n",
                status: 1),
            .init(
                name: "a destructive action after speculate",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { i = 1; speculate(i); system("x"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; speculate(i); system(\"x\"); }: [D_ACT_SPEC] in action list: destructive actions may not follow speculate( )\n",
                status: 1),
            .init(
                name: "an aggregation after speculate",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; speculate(i); @a = count(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; speculate(i); @a = count(); }: [D_AGG_SPEC] in action list: aggregating actions may not follow speculate( )\n",
                status: 1),
            .init(
                name: "an aggregation after commit",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; commit(i); @a = count(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; commit(i); @a = count(); }: [D_AGG_COMM] in action list: aggregating actions may not follow commit( )\n",
                status: 1),
            .init(
                name: "speculate without a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; speculate(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; speculate(); }: [D_PROTO_LEN] in action list: speculate( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "speculate of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { i = 1; speculate("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { i = 1; speculate("x"); }: [D_PROTO_ARG] in action list: speculate( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "commit without a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; commit(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; commit(); }: [D_PROTO_LEN] in action list: commit( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "commit of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { i = 1; commit("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { i = 1; commit("x"); }: [D_PROTO_ARG] in action list: commit( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "discard without a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; discard(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; discard(); }: [D_PROTO_LEN] in action list: discard( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "discard of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { i = 1; discard("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { i = 1; discard("x"); }: [D_PROTO_ARG] in action list: discard( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "speculation with an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { i = 1; x = speculation(1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { i = 1; x = speculation(1); }: [D_PROTO_LEN] in action list: speculation( ) prototype mismatch: 1 arg passed, 0 expected\n",
                status: 1),
        ]
    }
}
