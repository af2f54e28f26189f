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
            name: "lquantize of one argument",
            program: "BEGIN { x = 1; @a = lquantize(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: lquantize( ) \
                prototype mismatch: 1 arg passed, at least 3 expected

                """,
            status: 1),
        .init(
            name: "lquantize with a base that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, x, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_BASETYPE] in action list: lquantize( \
                ) argument #1 must be an integer constant

                """,
            status: 1),
        .init(
            name: "with a base beyond 32 bits",
            program: "BEGIN { x = 1; @a = lquantize(1, 5000000000, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_BASEVAL] in action list: lquantize( \
                ) argument #1 must be a 32-bit quantity

                """,
            status: 1),
        .init(
            name: "with a limit that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, 2, x); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_LIMTYPE] in action list: lquantize( \
                ) argument #2 must be an integer constant

                """,
            status: 1),
        .init(
            name: "with a limit beyond 32 bits",
            program: "BEGIN { x = 1; @a = lquantize(1, 2, 5000000000); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_LIMVAL] in action list: lquantize( \
                ) argument #2 must be a 32-bit quantity

                """,
            status: 1),
        .init(
            name: "with a base above its limit",
            program: "BEGIN { x = 1; @a = lquantize(1, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_MISMATCH] in action list: lquantize( \
                ) base (argument #1) must be less than limit (argument #2)

                """,
            status: 1),
        .init(
            name: "with a step of 0",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_STEPTYPE] in action list: lquantize( \
                ) argument #3 must be a non-zero positive integer constant

                """,
            status: 1),
        .init(
            name: "with a negative step",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, -1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_STEPVAL] in action list: lquantize( \
                ) argument #3 must be a 16-bit quantity

                """,
            status: 1),
        .init(
            name: "with a step that is no constant",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, x); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_STEPTYPE] in action list: lquantize( \
                ) argument #3 must be an integer constant

                """,
            status: 1),
        .init(
            name: "with a step beyond the range",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 10, 11); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_STEPLARGE] in action list: lquantize( \
                ) step (argument #3) results in no quantization levels

                """,
            status: 1),
        .init(
            name: "with too many levels",
            program: "BEGIN { x = 1; @a = lquantize(1, 0, 100000, 1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LQUANT_STEPSMALL] in action list: lquantize( \
                ) step (argument #3) results in too many quantization levels

                """,
            status: 1),
        .init(
            name: "llquantize of few arguments",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: llquantize( ) \
                prototype mismatch: 3 args passed, at least 5 expected

                """,
            status: 1),
        .init(
            name: "with a factor of 1",
            program: "BEGIN { x = 1; @a = llquantize(1, 1, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_FACTORSMALL] in action list: llquantize( \
                ) factor (argument #1) must be two or more

                """,
            status: 1),
        .init(
            name: "with a factor that is no constant",
            program: "BEGIN { x = 1; @a = llquantize(1, x, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_FACTORTYPE] in action list: llquantize( \
                ) argument #1 must be an integer constant

                """,
            status: 1),
        .init(
            name: "with a factor beyond 16 bits",
            program: "BEGIN { x = 1; @a = llquantize(1, 100000, 0, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_FACTORVAL] in action list: llquantize( \
                ) argument #1 must be an unsigned 16-bit quantity

                """,
            status: 1),
        .init(
            name: "with magnitudes the wrong way round",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 3, 2, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MAGRANGE] in action list: llquantize( \
                ) high magnitude (argument #3) must be greater than low magnitude (argument #2)

                """,
            status: 1),
        .init(
            name: "with fewer steps than the factor",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 2, 5); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_FACTORNSTEPS] in action list: llquantize( \
                ) factor (argument #1) must be less than or equal to the number of linear steps per \
                magnitude (argument #4)

                """,
            status: 1),
        .init(
            name: "with steps that do not divide",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 2, 15); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_FACTOREVEN] in action list: llquantize( \
                ) number of linear steps per magnitude (argument #4) must divide evenly by factor and \
                divide a power of it

                """,
            status: 1),
        .init(
            name: "with magnitudes beyond 64 bits",
            program: "BEGIN { x = 1; @a = llquantize(1, 10, 0, 20, 10); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_LLQUANT_MAGTOOBIG] in action list: llquantize( \
                ) factor (10) raised to power of high magnitude (20) overflows 64-bits

                """,
            status: 1),
        .init(
            name: "quantize of nothing",
            program: "BEGIN { x = 1; @a = quantize(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: quantize( ) prototype \
                mismatch: 0 args passed, at least 1 expected

                """,
            status: 1),
        .init(
            name: "quantize of three",
            program: "BEGIN { x = 1; @a = quantize(1, 2, 3); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: quantize( ) prototype \
                mismatch: 3 args passed, at most 2 expected

                """,
            status: 1),
        .init(
            name: "quantize of a string",
            program: #"BEGIN { x = 1; @a = quantize("x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_AGG_SCALAR] in action list: quantize( ) \
                argument #1 must be of scalar type

                """,
            status: 1),
        .init(
            name: "quantize by a string",
            program: #"BEGIN { x = 1; @a = quantize(1, "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: quantize( ) argument \
                #2 is incompatible with prototype:
                \tprototype: int64_t
                \t argument: string

                """,
            status: 1),
        .init(
            name: "count of something",
            program: "BEGIN { x = 1; @a = count(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: count( ) prototype \
                mismatch: 1 arg passed, 0 expected

                """,
            status: 1),
        .init(
            name: "sum of nothing",
            program: "BEGIN { x = 1; @a = sum(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: sum( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "sum of a string",
            program: #"BEGIN { x = 1; @a = sum("x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_AGG_SCALAR] in action list: sum( ) argument \
                #1 must be of scalar type

                """,
            status: 1),
        .init(
            name: "avg of two",
            program: "BEGIN { x = 1; @a = avg(1, 2); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: avg( ) prototype \
                mismatch: 2 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "min of nothing",
            program: "BEGIN { x = 1; @a = min(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: min( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "max of nothing",
            program: "BEGIN { x = 1; @a = max(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: max( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "stddev of nothing",
            program: "BEGIN { x = 1; @a = stddev(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: stddev( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
    ]
}
