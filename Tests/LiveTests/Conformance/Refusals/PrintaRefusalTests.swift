import TestSupport
import Testing

extension LiveTests {
    /// printa(): what is refused.
    struct PrintaRefusalTests {
        @Test(arguments: PrintaRefusalCases.refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum PrintaRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "an aggregation that is none",
            program: "BEGIN { printa(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTA_AGGBAD",
            status: 1),
        .init(
            name: "a value",
            program: "BEGIN { @a = count(); printa(1, @a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTA_AGGARG",
            status: 1),
        .init(
            name: "no argument",
            program: "BEGIN { printa(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "a format alone",
            program: #"BEGIN { printa("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTA_PROTO",
            status: 1),
        .init(
            name: "an empty format",
            program: #"BEGIN { @a = count(); printa("", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_FMT_EMPTY",
            status: 1),
        .init(
            name: "more conversions than keys",
            program: #"BEGIN { @a[1] = count(); printa("%d %d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_PROTO",
            status: 1),
        .init(
            name: "%s of a number",
            program: #"BEGIN { @a[1] = count(); printa("%s\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%d of a string",
            program: #"BEGIN { @a["x"] = count(); printa("%d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%@s",
            program: #"BEGIN { @a = count(); printa("%@s\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%@k",
            program: #"BEGIN { @a = count(); printa("%@k\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%@c",
            program: #"BEGIN { @a = count(); printa("%@c\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "a width from an argument",
            program: #"BEGIN { @a[1] = count(); printa("%*d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN_PROTO",
            status: 1),
        .init(
            name: "aggregations with other keys",
            program: #"BEGIN { @a[1] = count(); @b["x"] = count(); printa(@a, @b); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTA_AGGPROTO",
            status: 1),
        .init(
            name: "aggregations with more keys",
            program: "BEGIN { @a[1] = count(); @b[1, 2] = count(); printa(@a, @b); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTA_AGGKEY",
            status: 1),
        .init(
            name: "clear of a value",
            program: "BEGIN { clear(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_CLEAR_AGGARG",
            status: 1),
        .init(
            name: "clear of an unknown aggregation",
            program: "BEGIN { clear(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_CLEAR_AGGBAD",
            status: 1),
        .init(
            name: "clear without an argument",
            program: "BEGIN { clear(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_CLEAR_PROTO",
            status: 1),
        .init(
            name: "trunc of a value",
            program: "BEGIN { trunc(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRUNC_AGGARG",
            status: 1),
        .init(
            name: "trunc of an unknown aggregation",
            program: "BEGIN { trunc(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRUNC_AGGBAD",
            status: 1),
        .init(
            name: "trunc by a string",
            program: #"BEGIN { @a = count(); trunc(@a, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRUNC_SCALAR",
            status: 1),
        .init(
            name: "trunc without an argument",
            program: "BEGIN { trunc(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRUNC_PROTO",
            status: 1),
        .init(
            name: "trunc with three",
            program: "BEGIN { @a = count(); trunc(@a, 1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_TRUNC_PROTO",
            status: 1),
        .init(
            name: "normalize of a value",
            program: "BEGIN { normalize(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_NORMALIZE_AGGARG",
            status: 1),
        .init(
            name: "normalize of an unknown aggregation",
            program: "BEGIN { normalize(@z, 1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_NORMALIZE_AGGBAD",
            status: 1),
        .init(
            name: "normalize without a factor",
            program: "BEGIN { @a = count(); normalize(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_NORMALIZE_PROTO",
            status: 1),
        .init(
            name: "normalize by a string",
            program: #"BEGIN { @a = count(); normalize(@a, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_NORMALIZE_SCALAR",
            status: 1),
        .init(
            name: "denormalize of a value",
            program: "BEGIN { denormalize(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_DENORMALIZE_AGGARG",
            status: 1),
        .init(
            name: "denormalize of an unknown aggregation",
            program: "BEGIN { denormalize(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_DENORMALIZE_AGGBAD",
            status: 1),
        .init(
            name: "denormalize with a factor",
            program: "BEGIN { @a = count(); denormalize(@a, 1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_DENORMALIZE_PROTO",
            status: 1),
    ]
}
