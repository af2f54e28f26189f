import TestSupport
import Testing

extension LiveTests {
    /// exit(): what is refused.
    struct ExitRefusalTests {
        @Test(arguments: ExitRefusalCases.refusals)
        func `how exit() is refused`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum ExitRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "without a status",
            program: "BEGIN { exit(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: exit( ) prototype \
                mismatch: 0 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "with two",
            program: "BEGIN { exit(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: exit( ) prototype \
                mismatch: 2 args passed, 1 expected

                """,
            status: 1),
        .init(
            name: "with a string",
            program: #"BEGIN { exit("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: exit( ) argument \
                #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "with an aggregation",
            program: "BEGIN { @a = count(); exit(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_IDENT_BADREF] in action list: aggregation \
                '@a' may not be referenced as a value

                """,
            status: 1),
        .init(
            name: "system without -w",
            program: #"BEGIN { system("x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "freopen without -w",
            program: #"BEGIN { freopen("/x"); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "raise without -w",
            program: "BEGIN { raise(9); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "stop without -w",
            program: "BEGIN { stop(); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "chill without -w",
            program: "BEGIN { chill(1); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "system without a format",
            program: "BEGIN { system(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: system( ) prototype \
                mismatch: 0 args passed, at least 1 expected

                """,
            status: 1),
        .init(
            name: "system of a number",
            program: "BEGIN { system(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_FMT] in action list: system( \
                ) argument #1 is incompatible with prototype:
                \tprototype: string constant
                \t argument: int

                """,
            status: 1),
        .init(
            name: "system with too many values",
            program: #"BEGIN { system("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_EXTRA] in action list: system( \
                ) prototype mismatch: only 0 arguments required by this format string

                """,
            status: 1),
        .init(
            name: "freopen with too few",
            program: #"BEGIN { freopen("/x%d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PRINTF_ARG_PROTO] in action list: freopen( \
                ) prototype mismatch: conversion #1 (%d) is missing a corresponding value argument

                """,
            status: 1),
        .init(
            name: "raise of a string",
            program: #"BEGIN { raise("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: raise( ) argument \
                #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "stop with an argument",
            program: "BEGIN { stop(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: stop( ) prototype \
                mismatch: 1 arg passed, 0 expected

                """,
            status: 1),
        .init(
            name: "chill of a string",
            program: #"BEGIN { chill("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: chill( ) argument \
                #1 is incompatible with prototype:
                \tprototype: int
                \t argument: string

                """,
            status: 1),
        .init(
            name: "ftruncate with an argument",
            program: "BEGIN { ftruncate(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: ftruncate( ) \
                prototype mismatch: 1 arg passed, 0 expected

                """,
            status: 1),
        .init(
            name: "pcap with one argument",
            program: "BEGIN { pcap(curthread); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_LEN] in action list: pcap( ) prototype \
                mismatch: 1 arg passed, 2 expected

                """,
            status: 1),
        .init(
            name: "pcap of a string",
            program: #"BEGIN { pcap("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_PROTO_ARG] in action list: pcap( ) argument \
                #1 is incompatible with prototype:
                \tprototype: void *
                \t argument: string

                """,
            status: 1),
        .init(
            name: "panic",
            program: "BEGIN { panic(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_UNKNOWN] in action list: panic() is not \
                implemented (yet)

                """,
            status: 1),
        .init(
            name: "breakpoint",
            program: "BEGIN { breakpoint(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_UNKNOWN] in action list: breakpoint() is \
                not implemented (yet)

                """,
            status: 1),
        .init(
            name: "jstack",
            program: "BEGIN { jstack(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: """
                dtrace: invalid probe specifier PROGRAM: [D_UNKNOWN] in action list: jstack() is not \
                implemented (yet)

                """,
            status: 1),
    ]
}
