import TestSupport
import Testing

extension LiveTests {
    /// trace(): what is refused.
    struct TraceRefusalTests {
        @Test(arguments: TraceRefusalCases.refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum TraceRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "trace without an argument",
            program: "BEGIN { trace(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: trace( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "trace with two",
            program: "BEGIN { trace(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: trace( ) prototype \
                mismatch: 2 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "trace of nothing",
            program: "BEGIN { trace((void)0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACE_VOID] in action list: trace( ) may \
                not be applied to a void expression

                """,
            status: 1),
        .init(
            name: "trace of an action",
            program: "BEGIN { trace(exit(0)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACE_VOID] in action list: trace( ) may \
                not be applied to a void expression

                """,
            status: 1),
        .init(
            name: "trace of an aggregation",
            program: "BEGIN { @a = count(); trace(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACE_DYN] in action list: trace( ) may \
                not be applied to a dynamic expression

                """,
            status: 1),
        .init(
            name: "tracemem of one argument",
            program: "BEGIN { tracemem(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: tracemem( ) prototype \
                mismatch: 1 arg passed, at least 2 expected

                """,
            status: 1),
        .init(
            name: "tracemem of four",
            program: "BEGIN { tracemem(1, 2, 3, 4); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_ARGS] in action list: tracemem( \
                ) prototype mismatch: 4 args passed, at most 3 expected

                """,
            status: 1),
        .init(
            name: "tracemem of a string",
            program: #"BEGIN { tracemem("x", 2); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_ADDR] in action list: tracemem( \
                ) argument #1 must be a pointer or integer

                """,
            status: 1),
        .init(
            name: "tracemem of size 0",
            program: "BEGIN { tracemem(16, 0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_SIZE] in action list: tracemem( \
                ) argument #2 must be a non-zero positive integral constant expression

                """,
            status: 1),
        .init(
            name: "tracemem of a negative size",
            program: "BEGIN { tracemem(16, -1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_SIZE] in action list: tracemem( \
                ) argument #2 must be a non-zero positive integral constant expression

                """,
            status: 1),
        .init(
            name: "tracemem of a size that is no constant",
            program: "BEGIN { x = 1; tracemem(16, x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_SIZE] in action list: tracemem( \
                ) argument #2 must be a non-zero positive integral constant expression

                """,
            status: 1),
        .init(
            name: "tracemem of a length that is no number",
            program: #"BEGIN { tracemem(16, 2, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRACEMEM_DYNSIZE] in action list: tracemem( \
                ) argument #3 must be an integer

                """,
            status: 1),
        .init(
            name: "print of a number",
            program: "BEGIN { print(5); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: print( ) argument \
                #1 is incompatible with prototype:
                \tprototype: pointer
                \t argument: int

                """,
            status: 1),
        .init(
            name: "print of a string",
            program: #"BEGIN { print("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: print( ) argument \
                #1 is incompatible with prototype:
                \tprototype: pointer
                \t argument: string

                """,
            status: 1),
        .init(
            name: "print of an aggregation",
            program: "BEGIN { @a = count(); print(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINT_DYN] in action list: print( ) may \
                not be applied to a dynamic expression

                """,
            status: 1),
        .init(
            name: "stack of a variable",
            program: "BEGIN { x = 1; stack(x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_STACK_SIZE] in action list: stack( ) size \
                must be a non-zero positive integral constant expression

                """,
            status: 1),
        .init(
            name: "stack of nothing",
            program: "BEGIN { stack(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_STACK_SIZE] in action list: stack( ) size \
                must be a non-zero positive integral constant expression

                """,
            status: 1),
        .init(
            name: "stack with two arguments",
            program: "BEGIN { stack(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_STACK_PROTO] in action list: stack( ) prototype \
                mismatch: 2 args passed, at most 1 expected

                """,
            status: 1),
        .init(
            name: "ustack of nothing",
            program: "BEGIN { ustack(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_USTACK_FRAMES] in action list: ustack( ) \
                argument #1 must be a non-zero positive integer constant

                """,
            status: 1),
        .init(
            name: "ustack of a variable",
            program: "BEGIN { x = 1; ustack(x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_USTACK_FRAMES] in action list: ustack( ) \
                argument #1 must be a non-zero positive integer constant

                """,
            status: 1),
        .init(
            name: "ustack with a bad size of strings",
            program: "BEGIN { ustack(1, -1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_USTACK_STRSIZE] in action list: ustack( \
                ) argument #2 must be a positive integer constant

                """,
            status: 1),
        .init(
            name: "ustack with three arguments",
            program: "BEGIN { ustack(1, 2, 3); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_USTACK_PROTO] in action list: ustack( ) \
                prototype mismatch: 3 args passed, at most 2 expected

                """,
            status: 1),
        .init(
            name: "sym without an argument",
            program: "BEGIN { sym(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: sym( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "sym of a string",
            program: #"BEGIN { sym("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: sym( ) argument \
                #1 is incompatible with prototype:
                \tprototype: uintptr_t
                \t argument: string

                """,
            status: 1),
    ]
}
