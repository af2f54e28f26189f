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
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "return with two",
            program: "BEGIN { return(1, 2); }",
            options: ["-q", "-w", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "return as a statement of C",
            program: "BEGIN { return; }",
            options: ["-q", "-w", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
        .init(
            name: "return as a value",
            program: "BEGIN { x = return(1); }",
            options: ["-q", "-w", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
        .init(
            name: "trace with two",
            program: "BEGIN { trace(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "trace of nothing",
            program: "BEGIN { trace((void)0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACE_VOID",
            status: 1),
        .init(
            name: "trace of an action",
            program: "BEGIN { trace(exit(0)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACE_VOID",
            status: 1),
        .init(
            name: "trace of an aggregation",
            program: "BEGIN { @a = count(); trace(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACE_DYN",
            status: 1),
        .init(
            name: "tracemem of one argument",
            program: "BEGIN { tracemem(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "tracemem of four",
            program: "BEGIN { tracemem(1, 2, 3, 4); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_ARGS",
            status: 1),
        .init(
            name: "tracemem of a string",
            program: #"BEGIN { tracemem("x", 2); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_ADDR",
            status: 1),
        .init(
            name: "tracemem of size 0",
            program: "BEGIN { tracemem(16, 0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_SIZE",
            status: 1),
        .init(
            name: "tracemem of a negative size",
            program: "BEGIN { tracemem(16, -1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_SIZE",
            status: 1),
        .init(
            name: "tracemem of a size that is no constant",
            program: "BEGIN { x = 1; tracemem(16, x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_SIZE",
            status: 1),
        .init(
            name: "tracemem of a length that is no number",
            program: #"BEGIN { tracemem(16, 2, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRACEMEM_DYNSIZE",
            status: 1),
        .init(
            name: "print of a sum",
            program: "BEGIN { print(1 + 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "trace of a whole translation, whose types nothing named before",
            program: "BEGIN { trace(xlate <psinfo_t>(curthread->cred)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_XLATE_NONE",
            status: 1),
        .init(
            name: "clear of a pointer to a structure that nothing named before",
            program: "BEGIN { clear(curthread); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_CLEAR_AGGARG",
            status: 1),
        .init(
            name: "printf of such a pointer",
            program: "BEGIN { printf(curthread->cred); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_FMT",
            status: 1),
        .init(
            name: "print of a number",
            program: "BEGIN { print(5); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "print of a string",
            program: #"BEGIN { print("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "print of an aggregation",
            program: "BEGIN { @a = count(); print(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINT_DYN",
            status: 1),
        .init(
            name: "stack of a variable",
            program: "BEGIN { x = 1; stack(x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_STACK_SIZE",
            status: 1),
        .init(
            name: "stack of nothing",
            program: "BEGIN { stack(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_STACK_SIZE",
            status: 1),
        .init(
            name: "stack with two arguments",
            program: "BEGIN { stack(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_STACK_PROTO",
            status: 1),
        .init(
            name: "ustack of nothing",
            program: "BEGIN { ustack(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_USTACK_FRAMES",
            status: 1),
        .init(
            name: "ustack of a variable",
            program: "BEGIN { x = 1; ustack(x); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_USTACK_FRAMES",
            status: 1),
        .init(
            name: "ustack with a bad size of strings",
            program: "BEGIN { ustack(1, -1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_USTACK_STRSIZE",
            status: 1),
        .init(
            name: "ustack with three arguments",
            program: "BEGIN { ustack(1, 2, 3); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_USTACK_PROTO",
            status: 1),
        .init(
            name: "sym without an argument",
            program: "BEGIN { sym(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "sym of a string",
            program: #"BEGIN { sym("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
    ]
}
