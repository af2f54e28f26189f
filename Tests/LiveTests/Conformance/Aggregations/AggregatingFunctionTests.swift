import TestSupport
import Testing

extension LiveTests {
    /// Aggregating functions that are refused.
    struct AggregatingFunctionTests {
        @Test(arguments: AggregatingFunctionCases.disagreements)
        func `declarations that do not agree`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum AggregatingFunctionCases {
    static let disagreements: [OutputCase] = [
        .init(
            name: "functions",
            program: "BEGIN { @a = count(); @a = sum(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_AGG_REDEF] in action list: aggregation redefined: \
                @a
                \t current: @a = sum( )
                \tprevious: @a = count( ) : line 1

                """,
            status: 1),
        .init(
            name: "bases",
            program: "BEGIN { @a = lquantize(1, 0, 10); @a = lquantize(1, 1, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_MATCHBASE] in action list: lquantize( \
                ) base (argument #1) doesn't match previous declaration:
                \t current: 1
                \tprevious: 0 : line 1

                """,
            status: 1),
        .init(
            name: "limits",
            program: "BEGIN { @a = lquantize(1, 0, 10); @a = lquantize(1, 0, 11); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_MATCHLIM] in action list: lquantize( \
                ) limit (argument #2) doesn't match previous declaration:
                \t current: 11
                \tprevious: 10 : line 1

                """,
            status: 1),
        .init(
            name: "steps",
            program: "BEGIN { @a = lquantize(1, 0, 10, 1); @a = lquantize(1, 0, 10, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_MATCHSTEP] in action list: lquantize( \
                ) step (argument #3) doesn't match previous declaration:
                \t current: 2
                \tprevious: 1 : line 1

                """,
            status: 1),
        .init(
            name: "factors",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 20); @a = llquantize(1, 20, 0, 2, 20); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MATCHFACTOR] in action list: llquantize( \
                ) factor (argument #1) doesn't match previous declaration:
                \t current: 20
                \tprevious: 10 : line 1

                """,
            status: 1),
        .init(
            name: "low magnitudes",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 1, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MATCHLOW] in action list: llquantize( \
                ) low magnitude (argument #2) doesn't match previous declaration:
                \t current: 1
                \tprevious: 0 : line 1

                """,
            status: 1),
        .init(
            name: "high magnitudes",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 0, 3, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MATCHHIGH] in action list: llquantize( \
                ) high magnitude (argument #3) doesn't match previous declaration:
                \t current: 3
                \tprevious: 2 : line 1

                """,
            status: 1),
        .init(
            name: "steps of a magnitude",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 0, 2, 20); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MATCHNSTEPS] in action list: llquantize( \
                ) linear steps (argument #4) doesn't match previous declaration:
                \t current: 20
                \tprevious: 10 : line 1

                """,
            status: 1),
        .init(
            name: "numbers of keys",
            program: "BEGIN { @a[1] = count(); @a[1, 2] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: @a[ ] prototype \
                mismatch: 2 keys passed, 1 expected

                """,
            status: 1),
        .init(
            name: "keys and none",
            program: "BEGIN { @a = count(); @a[1] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: @a[ ] prototype \
                mismatch: 1 key passed, 0 expected

                """,
            status: 1),
        .init(
            name: "types of keys",
            program: #"BEGIN { @a[1] = count(); @a["x"] = count(); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: @a[ ] key #1 \
                is incompatible with prototype:
                \tprototype: int
                \t      key: string

                """,
            status: 1),
        .init(
            name: "stacks of the kernel and the process",
            program: "BEGIN { @a[stack()] = count(); @a[ustack()] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: @a[ ] key #1 \
                is incompatible with prototype:
                \tprototype: stack
                \t      key: ustack

                """,
            status: 1),
    ]
}
