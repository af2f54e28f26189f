import TestSupport
import Testing

extension LiveTests {
    /// Options: values that are taken and refused, and what they do.
    struct OptionTests {
        @Test(arguments: refusals)
        func `refused values and names`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: places)
        func `places where options are set`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: values)
        func `spellings of values`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: effects)
        func `effects`(_ item: OutputCase) throws { try item.check() }

        static let refusals: [OutputCase] = [
            .init(
                name: "-xnosuch",
                options: ["-q", "-xnosuch"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x nosuch: Invalid option name\n",
                status: 1),
            .init(
                name: "-xnosuch=1",
                options: ["-q", "-xnosuch=1"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x nosuch: Invalid option name\n",
                status: 1),
            .init(
                name: "-xaggsize=foo",
                options: ["-q", "-xaggsize=foo"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x aggsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xaggsize",
                options: ["-q", "-xaggsize"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x aggsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xbufsize=-1",
                options: ["-q", "-xbufsize=-1"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xbufsize=1x",
                options: ["-q", "-xbufsize=1x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xbufsize=",
                options: ["-q", "-xbufsize="],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x bufsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xbufpolicy=other",
                options: ["-q", "-xbufpolicy=other"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x bufpolicy: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xbufresize=other",
                options: ["-q", "-xbufresize=other"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x bufresize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xcpu=x",
                options: ["-q", "-xcpu=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x cpu: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xnspec=x",
                options: ["-q", "-xnspec=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x nspec: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xstackindent=x",
                options: ["-q", "-xstackindent=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x stackindent: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xswitchrate=10foo",
                options: ["-q", "-xswitchrate=10foo"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x switchrate: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xswitchrate",
                options: ["-q", "-xswitchrate"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x switchrate: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xstatusrate=x",
                options: ["-q", "-xstatusrate=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x statusrate: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xstrsize=x",
                options: ["-q", "-xstrsize=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x strsize: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xquiet=x",
                options: ["-q", "-xquiet=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x quiet: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xstdc=x",
                options: ["-q", "-xstdc=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x stdc: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xevaltime=foo",
                options: ["-q", "-xevaltime=foo"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x evaltime: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xlinkmode=foo",
                options: ["-q", "-xlinkmode=foo"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x linkmode: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xversion=99.9",
                options: ["-q", "-xversion=99.9"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x version: Requested version is not supported by compiler\n",
                status: 1),
            .init(
                name: "-xversion=1.99",
                options: ["-q", "-xversion=1.99"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x version: Requested version is not supported by compiler\n",
                status: 1),
            .init(
                name: "-xversion=x",
                options: ["-q", "-xversion=x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x version: Version is not properly formatted or is too large\n",
                status: 1),
            .init(
                name: "-xcpp=1",
                options: ["-q", "-xcpp=1"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x cpp: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xerrtags=1",
                options: ["-q", "-xerrtags=1"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x errtags: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "-xspecsize=99999999999999999999",
                options: ["-q", "-xspecsize=99999999999999999999"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set -x specsize: Invalid value for specified option\n",
                status: 1),
        ]

        static let places: [OutputCase] = [
            .init(
                name: "a pragma",
                options: [],
                program: #"""
                    #pragma D option quiet
                    BEGIN { trace(1); exit(0); }
                    """#,
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
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option nosuch
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option nosuch
                    BEGIN { exit(0); }: [D_PRAGMA_OPTSET] failed to set option 'nosuch': Invalid option name

                    """,
                status: 1),
            .init(
                name: "a pragma of an unknown option with a value",
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option nosuch=1
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option nosuch=1
                    BEGIN { exit(0); }: [D_PRAGMA_OPTSET] failed to set option 'nosuch' to '1': Invalid option name

                    """,
                status: 1),
            .init(
                name: "a pragma with a bad value",
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option bufsize=x
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option bufsize=x
                    BEGIN { exit(0); }: [D_PRAGMA_OPTSET] failed to set option 'bufsize' to 'x': Invalid value for specified option

                    """,
                status: 1),
            .init(
                name: "a pragma without its value",
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option bufsize
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option bufsize
                    BEGIN { exit(0); }: [D_PRAGMA_OPTSET] failed to set option 'bufsize': Invalid value for specified option

                    """,
                status: 1),
            .init(
                name: "a pragma without an option",
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option
                    BEGIN { exit(0); }: [D_PRAGMA_MALFORM] malformed pragma: #pragma D option

                    """,
                status: 1),
            .init(
                name: "a pragma of two options",
                options: ["-q", "-xerrtags"],
                program: #"""
                    #pragma D option quiet rawbytes
                    BEGIN { exit(0); }
                    """#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier #pragma D option quiet rawbytes
                    BEGIN { exit(0); }: [D_PRAGMA_MALFORM] malformed pragma: #pragma D option quiet rawbytes

                    """,
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
                options: [],
                environment: ["DTRACE_OPT_QUIET": "1"],
                program: "BEGIN { trace(1); exit(0); }",
                output: "1\n"),
            .init(
                name: "the environment with a value",
                environment: ["DTRACE_OPT_STRSIZE": "3"],
                program: #"BEGIN { trace("abcdef"); exit(0); }"#,
                output: "abc\n"),
            .init(
                name: "an unknown option of the environment",
                environment: ["DTRACE_OPT_NOSUCH": "1"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set option 'nosuch' from DTRACE_OPT_NOSUCH: Invalid option name\n",
                status: 1),
            .init(
                name: "a bad value of the environment",
                environment: ["DTRACE_OPT_BUFSIZE": "x"],
                program: "BEGIN { exit(0); }",
                output: "",
                errors: "dtrace: failed to set option 'bufsize' from DTRACE_OPT_BUFSIZE: Invalid value for specified option\n",
                status: 1),
            .init(
                name: "setopt",
                options: [],
                program: #"BEGIN { trace(1); setopt("quiet"); exit(0); } END { trace(2); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN           12

                    """),
            .init(
                name: "setopt with a value, and back",
                program: #"BEGIN { setopt("quiet", "no"); trace(1); exit(0); } END { setopt("quiet", "yes"); trace(2); }"#,
                output: "          1\n                            :END 2\n"),
            .init(
                name: "setopt of an unknown option",
                program: #"BEGIN { setopt("nosuch"); exit(0); }"#,
                output: "\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option \"nosuch\" to \"1\": Invalid option name\n"),
            .init(
                name: "setopt with a bad value",
                program: #"BEGIN { setopt("stackindent", "x"); exit(0); }"#,
                output: "\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option \"stackindent\" to \"x\": Invalid value for specified option\n"),
            .init(
                name: "setopt of an option that only starts count",
                program: #"BEGIN { setopt("bufsize", "5m"); exit(0); }"#,
                output: "\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't set option \"bufsize\" to \"5m\": Operation illegal when tracing is active\n"),
            .init(
                name: "setopt of rates",
                program: #"BEGIN { setopt("switchrate", "5hz"); setopt("aggrate", "2sec"); exit(0); }"#,
                output: "\n"),
            .init(
                name: "setopt without an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { setopt(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { setopt(); }: [D_PROTO_LEN] in action list: setopt( ) prototype mismatch: 0 args passed, at least 1 expected\n",
                status: 1),
            .init(
                name: "setopt with three",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { setopt("a", "b", "c"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { setopt(\"a\", \"b\", \"c\"); }: [D_PROTO_LEN] in action list: setopt( ) prototype mismatch: 3 args passed, at most 2 expected\n",
                status: 1),
            .init(
                name: "setopt of a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { setopt(1); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { setopt(1); }: [D_PROTO_ARG] in action list: setopt( ) argument #1 is incompatible with prototype:
                    \tprototype: string constant
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "setopt of a variable",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { setopt(execname); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { setopt(execname); }: [D_PROTO_ARG] in action list: setopt( ) argument #1 is incompatible with prototype:
                    \tprototype: string constant
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "setopt to a number",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { setopt("quiet", 1); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { setopt("quiet", 1); }: [D_PROTO_ARG] in action list: setopt( ) argument #2 is incompatible with prototype:
                    \tprototype: string constant
                    \t argument: int

                    """,
                status: 1),
        ]

        static let values: [OutputCase] = [
            .init(
                name: "words for on",
                options: [],
                program: #"""
                    #pragma D option quiet=enable
                    BEGIN { trace(1); exit(0); }
                    """#,
                output: "1\n"),
            .init(
                name: "words for on in capitals",
                options: ["-xquiet=TRUE"],
                program: "BEGIN { trace(1); exit(0); }",
                output: "1\n"),
            .init(
                name: "numbers for on",
                options: ["-xquiet=5"],
                program: "BEGIN { trace(1); exit(0); }",
                output: "1\n"),
            .init(
                name: "words for off",
                options: ["-q", "-xquiet=disabled"],
                program: "BEGIN { trace(1); exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN           1


                    """),
            .init(
                name: "sizes in hexadecimal and with suffixes",
                options: ["-q", "-xbufsize=0x10000", "-xaggsize=64K", "-xdynvarsize=1M", "-xspecsize=1g", "-xstrsize=0x3"],
                program: #"BEGIN { trace("abcdef"); exit(0); }"#,
                output: "abc\n"),
            .init(
                name: "rates in every unit",
                options: ["-q", "-xswitchrate=100hz", "-xaggrate=1000000ns", "-xstatusrate=1000usec", "-xcleanrate=10ms"],
                program: "BEGIN { exit(0); }",
                output: "\n"),
            .init(
                name: "long rates in every unit",
                options: ["-q", "-xaggrate=1sec", "-xstatusrate=1min", "-xcleanrate=1hour"],
                program: "BEGIN { exit(0); }",
                output: "\n"),
            .init(
                name: "the last value counts",
                options: ["-q", "-xstrsize=2", "-xstrsize=4"],
                program: #"BEGIN { trace("abcdef"); exit(0); }"#,
                output: "abcd\n"),
            .init(
                name: "versions of D",
                options: ["-q", "-xversion=1.6.4"],
                program: "BEGIN { exit(0); }",
                output: "\n"),
        ]

        static let effects: [OutputCase] = [
            .init(
                name: "strsize",
                options: ["-q", "-xstrsize=5"],
                program: #"BEGIN { x = "abcdefgh"; trace(x); trace(strlen(x)); trace(strjoin(x, "yz")); trace(sizeof (x)); @[x] = count(); self->s = "1234567"; trace(self->s); exit(0); }"#,
                output: """
                    abcde5abcde512345
                      abcde                                                             1

                    """),
            .init(
                name: "strsize of copied strings",
                options: ["-q", "-xstrsize=5"],
                program: "BEGIN { this->p = (char *)alloca(10); this->p[0] = 97; this->p[1] = 98; this->p[2] = 99; this->p[3] = 100; this->p[4] = 101; this->p[5] = 102; trace(stringof(this->p)); exit(0); }",
                output: "abcde\n"),
            .init(
                name: "scratchsize",
                options: ["-q", "-xscratchsize=1k"],
                program: "BEGIN { this->p = alloca(1000); trace(1); exit(0); }",
                output: "1\n"),
            .init(
                name: "nspec",
                options: ["-q", "-xnspec=3"],
                program: #"BEGIN { printf("%d %d %d %d", speculation(), speculation(), speculation(), speculation()); exit(0); }"#,
                output: "1 2 3 0\n",
                errors: "dtrace: 1 failed speculation (no speculative buffer available)\n"),
            .init(
                name: "defaultargs",
                options: ["-q", "-xdefaultargs"],
                program: #"BEGIN { printf("[%d][%s]", $1, $$2); exit(0); }"#,
                output: "[0][]\n"),
            .init(
                name: "bufpolicy ring keeps the last records",
                options: ["-q", "-xbufpolicy=ring", "-xbufsize=100"],
                program: #"BEGIN { i = 0; } tick-5ms / i < 12 / { printf("%d ", i++); } tick-5ms / i == 12 / { exit(0); } END { printf("end"); }"#,
                output: "7 8 9 10 11 end\n"),
            .init(
                name: "bufpolicy fill keeps the first records and ends",
                options: ["-q", "-xbufpolicy=fill", "-xbufsize=100"],
                program: #"BEGIN { printf("begin "); } tick-5ms { printf("%d ", i++); } END { printf("end"); }"#,
                output: "begin 0 1 2 3 4 5 end\n"),
            .init(
                name: "bufpolicy switch",
                options: ["-q", "-xbufpolicy=switch"],
                program: #"BEGIN { printf("begin "); exit(0); }"#,
                output: "begin \n"),
            .init(
                name: "a buffer that cannot hold a record",
                options: ["-q", "-b", "8"],
                program: "BEGIN { trace(1); exit(0); }",
                output: "",
                errors: "dtrace: could not enable tracing: Enabling exceeds size of buffer\n",
                status: 1),
            .init(
                name: "switchrate and statusrate",
                options: ["-q", "-xswitchrate=1ms", "-xstatusrate=1ms"],
                program: #"BEGIN { i = 0; } tick-5ms / i < 3 / { printf("%d ", i++); } tick-5ms / i == 3 / { exit(0); }"#,
                output: "0 1 2 \n"),
            .init(
                name: "aggrate: what printa() shows is as old",
                options: ["-q", "-xaggrate=1hour"],
                program: #"BEGIN { @a = count(); printa("%@d", @a); exit(0); }"#,
                output: "1\n"),
        ]
    }
}
