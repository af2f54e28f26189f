import TestSupport
import Testing

extension LiveTests {
    /// exit(), END, and what actions do to output.
    struct ExitTests {
        @Test(arguments: endings)
        func `how runs end`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: refusals)
        func `how exit() is refused`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: actions)
        func `actions that act outside`(_ item: OutputCase) throws { try item.check() }

        static let endings: [OutputCase] = [
            .init(
                name: "the status of exit()",
                program: "BEGIN { exit(3); }",
                output: "\n",
                status: 3),
            .init(
                name: "only its low byte",
                program: "BEGIN { exit(300); }",
                output: "\n",
                status: 44),
            .init(
                name: "a negative status",
                program: "BEGIN { exit(-1); }",
                output: "\n",
                status: 255),
            .init(
                name: "a status from an expression",
                program: "BEGIN { x = 4; exit(x + 1); }",
                output: "\n",
                status: 5),
            .init(
                name: "clauses after exit() on the same probe do not run",
                program: "BEGIN { trace(1); } BEGIN { exit(3); trace(2); } BEGIN { trace(3); } tick-1ms { trace(4); } END { trace(5); }",
                output: "125\n",
                status: 3),
            .init(
                name: "END runs all its clauses, and its exit() counts",
                program: "tick-1ms { exit(2); } END { trace(1); exit(5); } END { trace(2); }",
                output: "12\n",
                status: 5),
            .init(
                name: "exit() in a conditional",
                program: "BEGIN { if (1) { exit(6); } trace(1); } BEGIN { trace(2); } END { trace(3); }",
                output: "13\n",
                status: 6),
            .init(
                name: "rows of exit() alone",
                options: [],
                program: "BEGIN { exit(0); } END { }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}
                                                :END\u{20}


                    """),
            .init(
                name: "BEGIN comes first and END last",
                options: [],
                program: #"END { trace("end"); } tick-1ms { trace("tick"); exit(0); } BEGIN { trace("begin"); }"#,
                output: """
                                       FUNCTION:NAME
                                              :BEGIN   begin                           \u{20}
                                           :tick-1ms   tick                            \u{20}
                                                :END   end                             \u{20}


                    """),
            .init(
                name: "arguments of BEGIN and END are 0",
                program: #"BEGIN { printf("%d %d %d", arg0, arg1, arg9); exit(0); } END { printf(" %d", arg0); }"#,
                output: "0 0 0 0\n"),
            .init(
                name: "nothing but assignments",
                options: [],
                program: "BEGIN { x = 1; } BEGIN { exit(0); }",
                output: """
                                       FUNCTION:NAME
                                              :BEGIN\u{20}


                    """),
            .init(
                name: "a command that ends",
                options: ["-q", "-c", "/bin/true"],
                program: #"BEGIN { printf("b"); } END { printf("e"); }"#,
                output: "be\n"),
            .init(
                name: "a command that fails does not fail the run",
                options: ["-q", "-c", "/bin/false"],
                program: #"END { printf("e"); }"#,
                output: "e\n"),
        ]

        static let refusals: [OutputCase] = [
            .init(
                name: "without a status",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { exit(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { exit(); }: [D_PROTO_LEN] in action list: exit( ) prototype mismatch: 0 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "with two",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { exit(1, 2); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { exit(1, 2); }: [D_PROTO_LEN] in action list: exit( ) prototype mismatch: 2 args passed, 1 expected\n",
                status: 1),
            .init(
                name: "with a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { exit("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { exit("x"); }: [D_PROTO_ARG] in action list: exit( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "with an aggregation",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { @a = count(); exit(@a); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { @a = count(); exit(@a); }: [D_IDENT_BADREF] in action list: aggregation '@a' may not be referenced as a value\n",
                status: 1),
            .init(
                name: "system without -w",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { system("x"); exit(0); }"#,
                output: "",
                errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
                status: 1),
            .init(
                name: "freopen without -w",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { freopen("/x"); exit(0); }"#,
                output: "",
                errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
                status: 1),
            .init(
                name: "raise without -w",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { raise(9); exit(0); }",
                output: "",
                errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
                status: 1),
            .init(
                name: "stop without -w",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { stop(); exit(0); }",
                output: "",
                errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
                status: 1),
            .init(
                name: "chill without -w",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { chill(1); exit(0); }",
                output: "",
                errors: "dtrace: could not enable tracing: Destructive actions not allowed\n",
                status: 1),
            .init(
                name: "system without a format",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { system(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { system(); }: [D_PROTO_LEN] in action list: system( ) prototype mismatch: 0 args passed, at least 1 expected\n",
                status: 1),
            .init(
                name: "system of a number",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { system(1); }",
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { system(1); }: [D_PRINTF_ARG_FMT] in action list: system( ) argument #1 is incompatible with prototype:
                    \tprototype: string constant
                    \t argument: int

                    """,
                status: 1),
            .init(
                name: "system with too many values",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { system("x", 1); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { system(\"x\", 1); }: [D_PRINTF_ARG_EXTRA] in action list: system( ) prototype mismatch: only 0 arguments required by this format string\n",
                status: 1),
            .init(
                name: "freopen with too few",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { freopen("/x%d"); }"#,
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { freopen(\"/x%d\"); }: [D_PRINTF_ARG_PROTO] in action list: freopen( ) prototype mismatch: conversion #1 (%d) is missing a corresponding value argument\n",
                status: 1),
            .init(
                name: "raise of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { raise("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { raise("x"); }: [D_PROTO_ARG] in action list: raise( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "stop with an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { stop(1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { stop(1); }: [D_PROTO_LEN] in action list: stop( ) prototype mismatch: 1 arg passed, 0 expected\n",
                status: 1),
            .init(
                name: "chill of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { chill("x"); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { chill("x"); }: [D_PROTO_ARG] in action list: chill( ) argument #1 is incompatible with prototype:
                    \tprototype: int
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "ftruncate with an argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { ftruncate(1); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { ftruncate(1); }: [D_PROTO_LEN] in action list: ftruncate( ) prototype mismatch: 1 arg passed, 0 expected\n",
                status: 1),
            .init(
                name: "pcap with one argument",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { pcap(curthread); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { pcap(curthread); }: [D_PROTO_LEN] in action list: pcap( ) prototype mismatch: 1 arg passed, 2 expected\n",
                status: 1),
            .init(
                name: "pcap of a string",
                options: ["-q", "-xerrtags"],
                program: #"BEGIN { pcap("x", 1); }"#,
                output: "",
                errors: """
                    dtrace: invalid probe specifier BEGIN { pcap("x", 1); }: [D_PROTO_ARG] in action list: pcap( ) argument #1 is incompatible with prototype:
                    \tprototype: void *
                    \t argument: string

                    """,
                status: 1),
            .init(
                name: "panic",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { panic(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { panic(); }: [D_UNKNOWN] in action list: panic() is not implemented (yet)\n",
                status: 1),
            .init(
                name: "breakpoint",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { breakpoint(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { breakpoint(); }: [D_UNKNOWN] in action list: breakpoint() is not implemented (yet)\n",
                status: 1),
            .init(
                name: "jstack",
                options: ["-q", "-xerrtags"],
                program: "BEGIN { jstack(); }",
                output: "",
                errors: "dtrace: invalid probe specifier BEGIN { jstack(); }: [D_UNKNOWN] in action list: jstack() is not implemented (yet)\n",
                status: 1),
        ]

        static let actions: [OutputCase] = [
            .init(
                name: "system() comes between what is printed",
                options: ["-wq"],
                program: #"BEGIN { printf("a "); system("echo b"); printf("c"); exit(0); }"#,
                output: "a b\nc\n"),
            .init(
                name: "system() takes a format",
                options: ["-wq"],
                program: #"BEGIN { system("echo %s-%d-%x %%", "a", 5, 255); exit(0); }"#,
                output: "a-5-ff %\n\n"),
            .init(
                name: "system() runs in a shell",
                options: ["-wq"],
                program: #"BEGIN { system("echo $((1 + 2)); exit 7"); printf("x"); exit(0); }"#,
                output: "3\nx\n"),
            .init(
                name: "several commands in order",
                options: ["-wq"],
                program: #"BEGIN { system("echo 1"); printf("2\n"); system("echo 3"); exit(0); } END { system("echo 4"); }"#,
                output: "1\n2\n3\n4\n\n"),
            .init(
                name: "freopen() without a path goes back",
                options: ["-wq"],
                program: #"BEGIN { freopen("/dev/null"); printf("away"); freopen(""); printf("back"); exit(0); }"#,
                output: "back\n"),
            .init(
                name: "freopen() of a file that cannot be opened",
                options: ["-wq"],
                program: #"BEGIN { freopen("/no/such"); printf("x"); exit(0); }"#,
                output: "x\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't freopen() \"/no/such\": No such file or directory\n"),
            .init(
                name: "freopen() with a format",
                options: ["-wq"],
                program: #"BEGIN { freopen("/dev/%s", "null"); printf("away"); exit(0); }"#,
                output: ""),
            .init(
                name: "chill() takes its time",
                options: ["-wq"],
                program: #"BEGIN { t = timestamp; chill(30000000); } tick-1ms { printf("%d", timestamp - t >= 30000000); exit(0); }"#,
                output: "1\n"),
            .init(
                name: "chill() for longer than half a second is a fault",
                options: ["-wq"],
                program: #"BEGIN { chill(500000001); } ERROR { printf("%d", arg4); exit(1); }"#,
                output: "3\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF pc N\n",
                status: 1),
            .init(
                name: "chill() for longer than half of a second in all",
                options: ["-wq"],
                program: #"BEGIN { chill(1000); chill(499999001); } ERROR { printf("%d", arg4); exit(1); }"#,
                output: "3\n",
                errors: "dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF pc N\n",
                status: 1),
            .init(
                name: "raise(0) does nothing",
                options: ["-wq"],
                program: "BEGIN { raise(0); trace(1); exit(0); }",
                output: "1\n"),
        ]
    }
}
