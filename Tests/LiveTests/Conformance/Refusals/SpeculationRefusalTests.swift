import TestSupport
import Testing

extension LiveTests {
    /// Speculations: what is refused.
    struct SpeculationRefusalTests {
        @Test(arguments: SpeculationRefusalCases.refusals)
        func `orders that are refused`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum SpeculationRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "speculate twice",
            program: "BEGIN { i = 1; speculate(i); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SPEC_SPEC] in action list: speculate( ) \
                may not follow speculate( )

                """,
            status: 1),
        .init(
            name: "speculate after commit",
            program: "BEGIN { i = 1; commit(i); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SPEC_COMM] in action list: speculate( ) \
                may not follow commit( )

                """,
            status: 1),
        .init(
            name: "speculate after data",
            program: "BEGIN { i = 1; trace(1); speculate(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SPEC_DREC] in action list: speculate( ) \
                may not follow data-recording action(s)

                """,
            status: 1),
        .init(
            name: "commit twice",
            program: "BEGIN { i = 1; commit(i); commit(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_COMM_COMM] in action list: commit( ) may \
                not follow commit( )

                """,
            status: 1),
        .init(
            name: "commit after data",
            program: "BEGIN { i = 1; trace(1); commit(i); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_COMM_DREC] in action list: commit( ) may \
                not follow data-recording action(s)

                """,
            status: 1),
        .init(
            name: "data after commit",
            program: "BEGIN { i = 1; commit(i); trace(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_DREC_COMM] in action list: data-recording \
                actions may not follow commit( )

                """,
            status: 1),
        .init(
            name: "exit after speculate",
            program: "BEGIN { i = 1; speculate(i); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_EXIT_SPEC] in action list: exit( ) may not \
                follow speculate( )

                """,
            status: 1),
        .init(
            name: "a destructive action after speculate",
            program: #"BEGIN { i = 1; speculate(i); system("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_ACT_SPEC] in action list: destructive actions \
                may not follow speculate( )

                """,
            status: 1),
        .init(
            name: "an aggregation after speculate",
            program: "BEGIN { i = 1; speculate(i); @a = count(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_AGG_SPEC] in action list: aggregating actions \
                may not follow speculate( )

                """,
            status: 1),
        .init(
            name: "an aggregation after commit",
            program: "BEGIN { i = 1; commit(i); @a = count(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_AGG_COMM] in action list: aggregating actions \
                may not follow commit( )

                """,
            status: 1),
        .init(
            name: "speculate without a number",
            program: "BEGIN { i = 1; speculate(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: speculate( ) \
                prototype mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "speculate of a string",
            program: #"BEGIN { i = 1; speculate("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: speculate( ) \
                argument #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "commit without a number",
            program: "BEGIN { i = 1; commit(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: commit( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "commit of a string",
            program: #"BEGIN { i = 1; commit("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: commit( ) argument \
                #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "discard without a number",
            program: "BEGIN { i = 1; discard(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: discard( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "discard of a string",
            program: #"BEGIN { i = 1; discard("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: discard( ) argument \
                #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "speculation with an argument",
            program: "BEGIN { i = 1; x = speculation(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: speculation( \
                ) prototype mismatch: 1 arg passed, 0 expected

                """,
            status: 1),
    ]
}
