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
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_PROTO] in action list: printf( \
                ) prototype mismatch: conversion #2 (%d) is missing a corresponding value argument

                """,
            status: 1),
        .init(
            name: "a missing width",
            program: #"BEGIN { printf("%*d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN_PROTO] in action list: printf( \
                ) prototype mismatch: conversion #1 (%d) is missing a corresponding field width argument

                """,
            status: 1),
        .init(
            name: "a missing precision",
            program: #"BEGIN { printf("%.*d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN_PROTO] in action list: printf( \
                ) prototype mismatch: conversion #1 (%d) is missing a corresponding precision argument

                """,
            status: 1),
        .init(
            name: "a width that is a string",
            program: #"BEGIN { printf("%*d", "x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 field width:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "a precision that is a string",
            program: #"BEGIN { printf("%.*d", "x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 precision:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "too many values",
            program: #"BEGIN { printf("%d\n", 1, 2); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_EXTRA] in action list: printf( \
                ) prototype mismatch: only 1 argument required by this format string

                """,
            status: 1),
        .init(
            name: "too many without any conversion",
            program: #"BEGIN { printf("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_EXTRA] in action list: printf( \
                ) prototype mismatch: only 0 arguments required by this format string

                """,
            status: 1),
        .init(
            name: "%d of a string",
            program: #"BEGIN { printf("%d\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %d
                \t prototype: char, short, int, long, or long long
                \t  argument: string

                """,
            status: 1),
        .init(
            name: "%s of a number",
            program: #"BEGIN { printf("%s\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %s
                \t prototype: char [] or string (or use stringof)
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%k of a number",
            program: #"BEGIN { printf("%k\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %k
                \t prototype: stack
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%f of a number",
            program: #"BEGIN { printf("%f\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %f
                \t prototype: float, double, or long double
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%c of 64 bits",
            program: #"BEGIN { printf("%c\n", timestamp); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %c
                \t prototype: char, short, or int
                \t  argument: uint64_t

                """,
            status: 1),
        .init(
            name: "%ld of 32 bits",
            program: #"BEGIN { printf("%ld\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %ld
                \t prototype: long
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%hd of 32 bits",
            program: #"BEGIN { printf("%hd\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %hd
                \t prototype: short
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%ls of a number",
            program: #"BEGIN { printf("%ls\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %ls
                \t prototype: char [] or string (or use stringof)
                \t  argument: int

                """,
            status: 1),
        .init(
            name: "%a of a string",
            program: #"BEGIN { printf("%a\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %a
                \t prototype: pointer or integer
                \t  argument: string

                """,
            status: 1),
        .init(
            name: "%Y of a string",
            program: #"BEGIN { printf("%Y\n", "x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_TYPE] in action list: printf( \
                ) argument #2 is incompatible with conversion #1 prototype:
                \tconversion: %Y
                \t prototype: int64_t
                \t  argument: string

                """,
            status: 1),
        .init(
            name: "a conversion that is none",
            program: #"BEGIN { printf("%q\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SYNTAX] in action list: printf( ) format \
                conversion #1: %q is not a valid conversion specifier

                """,
            status: 1),
        .init(
            name: "a percent sign at the end",
            program: #"BEGIN { printf("%", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SYNTAX] in action list: printf( ) format \
                conversion #1 name expected before end of format string

                """,
            status: 1),
        .init(
            name: "an empty format",
            program: #"BEGIN { printf(""); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_FMT_EMPTY] in action list: printf( \
                ) format string is empty

                """,
            status: 1),
        .init(
            name: "no format",
            program: "BEGIN { printf(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: printf( ) prototype \
                mismatch: 0 args passed, at least 1 expected

                """,
            status: 1),
        .init(
            name: "a format that is no constant",
            program: "BEGIN { printf(execname); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_FMT] in action list: printf( \
                ) argument #1 is incompatible with prototype:
                \tprototype: string constant
                \t argument: string

                """,
            status: 1),
        .init(
            name: "%@ without an aggregation",
            program: #"BEGIN { printf("%@d\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_AGG_CONV] in action list: %@ conversion \
                requires an aggregation and is not for use with printf( )

                """,
            status: 1),
        .init(
            name: "an aggregation as a value",
            program: #"BEGIN { @a = count(); printf("%d", @a); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_DYN] in action list: printf( ) may \
                not be applied to a dynamic expression

                """,
            status: 1),
        .init(
            name: "a width beyond 32767",
            program: #"BEGIN { printf("%99999d\n", 1); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_SYNTAX] in action list: printf( ) format \
                conversion #1 has a width or precision that is too large

                """,
            status: 1),
    ]
}
