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
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "with two",
            program: "BEGIN { exit(1, 2); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "with a string",
            program: #"BEGIN { exit("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "with an aggregation",
            program: "BEGIN { @a = count(); exit(@a); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_IDENT_BADREF",
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
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "system of a number",
            program: "BEGIN { system(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_FMT",
            status: 1),
        .init(
            name: "system with too many values",
            program: #"BEGIN { system("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_EXTRA",
            status: 1),
        .init(
            name: "freopen with too few",
            program: #"BEGIN { freopen("/x%d"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRINTF_ARG_PROTO",
            status: 1),
        .init(
            name: "raise of a string",
            program: #"BEGIN { raise("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "stop with an argument",
            program: "BEGIN { stop(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "chill of a string",
            program: #"BEGIN { chill("x"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "ftruncate with an argument",
            program: "BEGIN { ftruncate(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "pcap with one argument",
            program: "BEGIN { pcap(curthread); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "pcap of a string",
            program: #"BEGIN { pcap("x", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "panic",
            program: "BEGIN { panic(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_UNKNOWN",
            status: 1),
        .init(
            name: "breakpoint",
            program: "BEGIN { breakpoint(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_UNKNOWN",
            status: 1),
    ]
}
