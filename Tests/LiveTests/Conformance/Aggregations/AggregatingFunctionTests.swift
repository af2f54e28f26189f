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
            tag: "D_AGG_REDEF",
            status: 1),
        .init(
            name: "bases",
            program: "BEGIN { @a = lquantize(1, 0, 10); @a = lquantize(1, 1, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_MATCHBASE",
            status: 1),
        .init(
            name: "limits",
            program: "BEGIN { @a = lquantize(1, 0, 10); @a = lquantize(1, 0, 11); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_MATCHLIM",
            status: 1),
        .init(
            name: "steps",
            program: "BEGIN { @a = lquantize(1, 0, 10, 1); @a = lquantize(1, 0, 10, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_MATCHSTEP",
            status: 1),
        .init(
            name: "factors",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 20); @a = llquantize(1, 20, 0, 2, 20); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_MATCHFACTOR",
            status: 1),
        .init(
            name: "low magnitudes",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 1, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_MATCHLMAG",
            status: 1),
        .init(
            name: "high magnitudes",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 0, 3, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_MATCHHMAG",
            status: 1),
        .init(
            name: "steps of a magnitude",
            program: "BEGIN { @a = llquantize(1, 10, 0, 2, 10); @a = llquantize(1, 10, 0, 2, 20); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_MATCHSTEPS",
            status: 1),
        .init(
            name: "numbers of keys",
            program: "BEGIN { @a[1] = count(); @a[1, 2] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "keys and none",
            program: "BEGIN { @a = count(); @a[1] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "types of keys",
            program: #"BEGIN { @a[1] = count(); @a["x"] = count(); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "stacks of the kernel and the process",
            program: "BEGIN { @a[stack()] = count(); @a[ustack()] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
    ]
}
