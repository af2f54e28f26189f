import TestSupport
import Testing

extension LiveTests {
    /// Options by pragma, environment and setopt().
    struct OptionPlaceTests {
        @Test(arguments: OptionPlaceCases.places)
        func `places where options are set`(_ item: OutputCase) throws { try item.check() }
    }
}

/// The programs and what they print.
private enum OptionPlaceCases {
    static let places: [OutputCase] = [
        .init(
            name: "a pragma",
            program: #"""
                #pragma D option quiet
                BEGIN { trace(1); exit(0); }
                """#,
            options: [],
            output: "1\n"),
        .init(
            name: "a pragma with a value",
            program: #"""
                #pragma D option stackindent=3
                #pragma D option strsize=4
                BEGIN { trace("abcdef"); exit(0); }
                """#,
            output: "abcd\n"),
        .init(
            name: "a pragma counts for the whole program",
            program: #"""
                BEGIN { trace("abcdef"); exit(0); }
                #pragma D option strsize=4
                """#,
            output: "abcd\n"),
        .init(
            name: "a pragma of an unknown option",
            program: #"""
                #pragma D option nosuch
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_OPTSET",
            status: 1),
        .init(
            name: "a pragma of an unknown option with a value",
            program: #"""
                #pragma D option nosuch=1
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_OPTSET",
            status: 1),
        .init(
            name: "a pragma with a bad value",
            program: #"""
                #pragma D option bufsize=x
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_OPTSET",
            status: 1),
        .init(
            name: "a pragma without its value",
            program: #"""
                #pragma D option bufsize
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_OPTSET",
            status: 1),
        .init(
            name: "a pragma without an option",
            program: #"""
                #pragma D option
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_MALFORM",
            status: 1),
        .init(
            name: "a pragma of two options",
            program: #"""
                #pragma D option quiet rawbytes
                BEGIN { exit(0); }
                """#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PRAGMA_MALFORM",
            status: 1),
        .init(
            name: "a pragma that allows destructive actions",
            program: #"""
                #pragma D option destructive
                BEGIN { system("echo out"); exit(0); }
                """#,
            output: "out\n\n"),
        .init(
            name: "the environment",
            program: "BEGIN { trace(1); exit(0); }",
            options: [],
            environment: ["DTRACE_OPT_QUIET": "1"],
            output: "1\n"),
        .init(
            name: "the environment with a value",
            program: #"BEGIN { trace("abcdef"); exit(0); }"#,
            environment: ["DTRACE_OPT_STRSIZE": "3"],
            output: "abc\n"),
        .init(
            name: "an unknown option of the environment",
            program: "BEGIN { exit(0); }",
            environment: ["DTRACE_OPT_NOSUCH": "1"],
            output: "",
            errors: "dtrace: failed to set option 'nosuch' from DTRACE_OPT_NOSUCH: Invalid option name\n",
            status: 1),
        .init(
            name: "a bad value of the environment",
            program: "BEGIN { exit(0); }",
            environment: ["DTRACE_OPT_BUFSIZE": "x"],
            output: "",
            errors: """
                dtrace: failed to set option 'bufsize' from DTRACE_OPT_BUFSIZE: Invalid value for specified \
                option

                """,
            status: 1),
        .init(
            name: "setopt",
            program: #"BEGIN { trace(1); setopt("quiet"); exit(0); } END { trace(2); }"#,
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN           12

                """),
        .init(
            name: "setopt with a value, and back",
            program: #"""
                BEGIN { setopt("quiet", "no"); trace(1); exit(0); } END { setopt("quiet", "yes"); trace(2); \#
                }
                """#,
            output: "          1\n                            :END 2\n"),
        .init(
            name: "setopt of an unknown option",
            program: #"BEGIN { setopt("nosuch"); exit(0); }"#,
            output: "\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option "nosuch" \
                to "1": Invalid option name

                """),
        .init(
            name: "setopt with a bad value",
            program: #"BEGIN { setopt("stackindent", "x"); exit(0); }"#,
            output: "\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option "stackindent" \
                to "x": Invalid value for specified option

                """),
        .init(
            name: "setopt of an option that only starts count",
            program: #"BEGIN { setopt("bufsize", "5m"); exit(0); }"#,
            output: "\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option "bufsize" \
                to "5m": Operation illegal when tracing is active

                """),
        .init(
            name: "setopt of rates",
            program: #"BEGIN { setopt("switchrate", "5hz"); setopt("aggrate", "2sec"); exit(0); }"#,
            output: "\n"),
        .init(
            name: "setopt without an argument",
            program: "BEGIN { setopt(); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "setopt with three",
            program: #"BEGIN { setopt("a", "b", "c"); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_LEN",
            status: 1),
        .init(
            name: "setopt of a number",
            program: "BEGIN { setopt(1); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "setopt of a variable",
            program: "BEGIN { setopt(execname); }",
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
        .init(
            name: "setopt to a number",
            program: #"BEGIN { setopt("quiet", 1); }"#,
            options: ["-q", "-xerrtags"],
            output: "",
            tag: "D_PROTO_ARG",
            status: 1),
    ]
}
