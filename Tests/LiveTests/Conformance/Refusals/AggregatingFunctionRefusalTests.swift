import TestSupport
import Testing

extension LiveTests {
    /// Aggregating functions that are refused: what is refused.
    struct AggregatingFunctionRefusalTests {
        @Test(arguments: AggregatingFunctionRefusalCases.refusals)
        func `parameters that are refused`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum AggregatingFunctionRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "an aggregation with empty brackets",
            program: "BEGIN { @a[] = count(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
        .init(
            name: "lquantize of one argument",
            program: "BEGIN { x = 1; @a = lquantize(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "lquantize with a base that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, x, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_BASETYPE",
            status: 1),
        .init(
            name: "with a base beyond 32 bits",
            program: "BEGIN { x = 1; @a = lquantize(1, 5000000000, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_BASEVAL",
            status: 1),
        .init(
            name: "with a limit that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, 2, x); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_LIMTYPE",
            status: 1),
        .init(
            name: "with a limit beyond 32 bits",
            program: "BEGIN { x = 1; @a = lquantize(1, 2, 5000000000); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_LIMVAL",
            status: 1),
        .init(
            name: "with a base above its limit",
            program: "BEGIN { x = 1; @a = lquantize(1, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_MISMATCH",
            status: 1),
        .init(
            name: "with a step of 0",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_STEPTYPE",
            status: 1),
        .init(
            name: "with a negative step",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, -1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_STEPVAL",
            status: 1),
        .init(
            name: "with a step that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, x); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_STEPTYPE",
            status: 1),
        .init(
            name: "with a step beyond the range",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, 11); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_STEPLARGE",
            status: 1),
        .init(
            name: "with too many levels",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 100000, 1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LQUANT_STEPSMALL",
            status: 1),
        .init(
            name: "llquantize of few arguments",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "with a factor of 1",
            program: "BEGIN { x = 1; @a = llquantize(1, 1, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_FACTORVAL",
            status: 1),
        .init(
            name: "with a factor that is no constant",
            program: "BEGIN { x = 1; @a = llquantize(1, x, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_FACTORTYPE",
            status: 1),
        .init(
            name: "with a factor beyond 16 bits",
            program: "BEGIN { x = 1; @a = llquantize(1, 100000, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_FACTORVAL",
            status: 1),
        .init(
            name: "with magnitudes the wrong way round",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 3, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_HMAGVAL",
            status: 1),
        .init(
            name: "with fewer steps that do not divide the factor",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 2, 4); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_STEPVAL",
            status: 1),
        .init(
            name: "with steps that do not divide",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 2, 15); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_STEPVAL",
            status: 1),
        .init(
            name: "with magnitudes beyond 64 bits",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 20, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_LLQUANT_HMAGVAL",
            status: 1),
        .init(
            name: "quantize of nothing",
            program: "BEGIN { x = 1; @a = quantize(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "quantize of three",
            program: "BEGIN { x = 1; @a = quantize(1, 2, 3); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "quantize of a string",
            program: #"BEGIN { x = 1; @a = quantize("x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_AGG_SCALAR",
            status: 1),
        .init(
            name: "quantize by a string",
            program: #"BEGIN { x = 1; @a = quantize(1, "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "count of something",
            program: "BEGIN { x = 1; @a = count(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "sum of nothing",
            program: "BEGIN { x = 1; @a = sum(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "sum of a string",
            program: #"BEGIN { x = 1; @a = sum("x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_AGG_SCALAR",
            status: 1),
        .init(
            name: "avg of two",
            program: "BEGIN { x = 1; @a = avg(1, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "min of nothing",
            program: "BEGIN { x = 1; @a = min(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "max of nothing",
            program: "BEGIN { x = 1; @a = max(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "stddev of nothing",
            program: "BEGIN { x = 1; @a = stddev(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
    ]
}
