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
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTA_AGGBAD] in action list: undefined \
                aggregation: @z

                """,
            status: 1),
        .init(
            name: "a value",
            program: "BEGIN { @a = count(); printa(1, @a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTA_AGGARG] in action list: printa( ) \
                argument #1 is incompatible with prototype:
                \tprototype: aggregation
                \t argument: int

                """,
            status: 1),
        .init(
            name: "no argument",
            program: "BEGIN { printa(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: printa( ) prototype \
                mismatch: 0 args passed, at least 1 expected

                """,
            status: 1),
        .init(
            name: "a format alone",
            program: #"BEGIN { printa("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTA_PROTO] in action list: printa( ) \
                prototype mismatch: 1 arg passed, 2 expected

                """,
            status: 1),
        .init(
            name: "an empty format",
            program: #"BEGIN { @a = count(); printa("", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_FMT_EMPTY] in action list: printa( \
                ) format string is empty

                """,
            status: 1),
        .init(
            name: "more conversions than keys",
            program: #"BEGIN { @a[1] = count(); printa("%d %d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_PROTO] in action list: printa( \
                ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument

                """,
            status: 1),
        .init(
            name: "%s of a number",
            program: #"BEGIN { @a[1] = count(); printa("%s\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printa( \
                ) argument #1 is incompatible with conversion #1 prototype:
                \tconversion: %s
                \t prototype: char [] or string (or use stringof)
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%d of a string",
            program: #"BEGIN { @a["x"] = count(); printa("%d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printa( \
                ) argument #1 is incompatible with conversion #1 prototype:
                \tconversion: %d
                \t prototype: char, short, int, long, or long long
                \t  argument: string

                """,
            status: 1),
        .init(
            name: "%@s",
            program: #"BEGIN { @a = count(); printa("%@s\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printa( \
                ) aggregating action is incompatible with conversion #1 prototype:
                \tconversion: %@s
                \t prototype: char [] or string (or use stringof)
                \t  argument: int64_t

                """,
            status: 1),
        .init(
            name: "%@k",
            program: #"BEGIN { @a = count(); printa("%@k\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printa( \
                ) aggregating action is incompatible with conversion #1 prototype:
                \tconversion: %@k
                \t prototype: stack
                \t  argument: int64_t

                """,
            status: 1),
        .init(
            name: "%@c",
            program: #"BEGIN { @a = count(); printa("%@c\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printa( \
                ) aggregating action is incompatible with conversion #1 prototype:
                \tconversion: %@c
                \t prototype: char, short, or int
                \t  argument: int64_t

                """,
            status: 1),
        .init(
            name: "a width from an argument",
            program: #"BEGIN { @a[1] = count(); printa("%*d\n", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN_PROTO] in action list: printa( \
                ) prototype mismatch: conversion #1 (%d) is missing a corresponding field width argument

                """,
            status: 1),
        .init(
            name: "aggregations with other keys",
            program: #"BEGIN { @a[1] = count(); @b["x"] = count(); printa(@a, @b); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTA_AGGKEY] in action list: printa( ) \
                aggregations @a and @b do not have the same keys

                """,
            status: 1),
        .init(
            name: "aggregations with more keys",
            program: "BEGIN { @a[1] = count(); @b[1, 2] = count(); printa(@a, @b); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTA_AGGKEY] in action list: printa( ) \
                aggregations @a and @b do not have the same keys

                """,
            status: 1),
        .init(
            name: "clear of a value",
            program: "BEGIN { clear(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_CLEAR_AGGARG] in action list: clear( ) argument \
                #1 is incompatible with prototype:
                \tprototype: aggregation
                \t argument: int

                """,
            status: 1),
        .init(
            name: "clear of an unknown aggregation",
            program: "BEGIN { clear(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_CLEAR_AGGBAD] in action list: undefined \
                aggregation: @z

                """,
            status: 1),
        .init(
            name: "clear without an argument",
            program: "BEGIN { clear(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_CLEAR_PROTO] in action list: clear( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "trunc of a value",
            program: "BEGIN { trunc(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRUNC_AGGARG] in action list: trunc( ) argument \
                #1 is incompatible with prototype:
                \tprototype: aggregation
                \t argument: int

                """,
            status: 1),
        .init(
            name: "trunc of an unknown aggregation",
            program: "BEGIN { trunc(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRUNC_AGGBAD] in action list: undefined \
                aggregation: @z

                """,
            status: 1),
        .init(
            name: "trunc by a string",
            program: #"BEGIN { @a = count(); trunc(@a, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRUNC_SCALAR] in action list: trunc( ) argument \
                #2 must be of scalar type

                """,
            status: 1),
        .init(
            name: "trunc without an argument",
            program: "BEGIN { trunc(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRUNC_PROTO] in action list: trunc( ) prototype \
                mismatch: 0 args passed, at least 1 expected

                """,
            status: 1),
        .init(
            name: "trunc with three",
            program: "BEGIN { @a = count(); trunc(@a, 1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_TRUNC_PROTO] in action list: trunc( ) prototype \
                mismatch: 3 args passed, no more than 2 expected

                """,
            status: 1),
        .init(
            name: "normalize of a value",
            program: "BEGIN { normalize(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_NORMALIZE_AGGARG] in action list: normalize( \
                ) argument #1 is incompatible with prototype:
                \tprototype: aggregation
                \t argument: int

                """,
            status: 1),
        .init(
            name: "normalize of an unknown aggregation",
            program: "BEGIN { normalize(@z, 1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_NORMALIZE_AGGBAD] in action list: undefined \
                aggregation: @z

                """,
            status: 1),
        .init(
            name: "normalize without a factor",
            program: "BEGIN { @a = count(); normalize(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_NORMALIZE_PROTO] in action list: normalize( \
                ) prototype mismatch: 1 args passed, 2 expected

                """,
            status: 1),
        .init(
            name: "normalize by a string",
            program: #"BEGIN { @a = count(); normalize(@a, "x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_NORMALIZE_SCALAR] in action list: normalize( \
                ) argument #2 must be of scalar type

                """,
            status: 1),
        .init(
            name: "denormalize of a value",
            program: "BEGIN { denormalize(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_DENORMALIZE_AGGARG] in action list: denormalize( \
                ) argument #1 is incompatible with prototype:
                \tprototype: aggregation
                \t argument: int

                """,
            status: 1),
        .init(
            name: "denormalize of an unknown aggregation",
            program: "BEGIN { denormalize(@z); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_DENORMALIZE_AGGBAD] in action list: undefined \
                aggregation: @z

                """,
            status: 1),
        .init(
            name: "denormalize with a factor",
            program: "BEGIN { @a = count(); denormalize(@a, 1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_DENORMALIZE_PROTO] in action list: denormalize( \
                ) prototype mismatch: 2 args passed, 1 expected

                """,
            status: 1),
    ]
}
