import TestSupport
import Testing

extension LiveTests {
    /// Formats: what is refused.
    struct PrintfRefusalTests {
        @Test(arguments: PrintfRefusalCases.refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum PrintfRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "a missing value",
            program: #"BEGIN { printf("%d %d\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_PROTO",
            status: 1),
        .init(
            name: "a missing width",
            program: #"BEGIN { printf("%*d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN_PROTO",
            status: 1),
        .init(
            name: "a missing precision",
            program: #"BEGIN { printf("%.*d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN_PROTO",
            status: 1),
        .init(
            name: "a width that is a string",
            program: #"BEGIN { printf("%*d", "x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN_TYPE",
            status: 1),
        .init(
            name: "a precision that is a string",
            program: #"BEGIN { printf("%.*d", "x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN_TYPE",
            status: 1),
        .init(
            name: "too many values",
            program: #"BEGIN { printf("%d\n", 1, 2); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_EXTRA",
            status: 1),
        .init(
            name: "too many without any conversion",
            program: #"BEGIN { printf("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_EXTRA",
            status: 1),
        .init(
            name: "%d of a string",
            program: #"BEGIN { printf("%d\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%s of a number",
            program: #"BEGIN { printf("%s\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%k of a number",
            program: #"BEGIN { printf("%k\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%f of a number",
            program: #"BEGIN { printf("%f\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%c of 64 bits",
            program: #"BEGIN { printf("%c\n", timestamp); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%ld of 32 bits",
            program: #"BEGIN { printf("%ld\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%hd of 32 bits",
            program: #"BEGIN { printf("%hd\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%ls of a number",
            program: #"BEGIN { printf("%ls\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%a of a string",
            program: #"BEGIN { printf("%a\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%Y of an int, which holds no time",
            program: #"BEGIN { printf("%Y", 0); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%T of an int",
            program: #"BEGIN { printf("%T", (int32_t)walltimestamp); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "%Y of a string",
            program: #"BEGIN { printf("%Y\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_TYPE",
            status: 1),
        .init(
            name: "a conversion that is none",
            program: #"BEGIN { printf("%q\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
        .init(
            name: "a percent sign at the end",
            program: #"BEGIN { printf("%", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
        .init(
            name: "an empty format",
            program: #"BEGIN { printf(""); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_FMT_EMPTY",
            status: 1),
        .init(
            name: "no format",
            program: "BEGIN { printf(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "a format that is no constant",
            program: "BEGIN { printf(execname); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_FMT",
            status: 1),
        .init(
            name: "%@ without an aggregation",
            program: #"BEGIN { printf("%@d\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_AGG_CONV",
            status: 1),
        .init(
            name: "an aggregation as a value",
            program: #"BEGIN { @a = count(); printf("%d", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_DYN",
            status: 1),
        .init(
            name: "a width beyond 32767",
            program: #"BEGIN { printf("%99999d\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_SYNTAX",
            status: 1),
    ]
}
