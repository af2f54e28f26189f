import TestSupport
import Testing

extension LiveTests {
    /// Subroutines: what is refused.
    struct SubroutineRefusalTests {
        @Test(arguments: SubroutineRefusalCases.refusals)
        func `mismatches are refused with their tags`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum SubroutineRefusalCases {
    static let refusals: [OutputCase] = [
        .init(
            name: "too few",
            program: #"BEGIN { trace(strjoin("a")); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "too many",
            program: #"BEGIN { trace(strlen("a", "b")); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "a number for a string",
            program: "BEGIN { trace(strlen(1)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "a string for a number",
            program: #"BEGIN { trace(lltostr("a")); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "a string for a size",
            program: #"BEGIN { trace(alloca("a")); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "a string for a pointer",
            program: #"BEGIN { trace(inet_ntoa("a")); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "copyout needs -w",
            program: "BEGIN { this->p = alloca(4); copyout(this->p, 16, 4); exit(0); }",
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "copyoutstr needs -w",
            program: #"BEGIN { copyoutstr("a", 16, 4); exit(0); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
            status: 1),
        .init(
            name: "functions that Linux has no use for",
            program: "BEGIN { trace(msgsize(0)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_UNKNOWN",
            status: 1),
        .init(
            name: "a function that is none",
            program: "BEGIN { trace(nosuch(0)); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_FUNC_UNDEF",
            status: 1),
    ]
}
