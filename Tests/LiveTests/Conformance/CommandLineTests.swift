import TestSupport
import Testing

extension LiveTests {
    /// The command line: how programs are given, what is listed, what is refused, and how it ends.
    struct CommandLineTests {
        @Test(arguments: CommandLineCases.programs)
        func `ways to give a program`(_ item: CommandCase) throws { try item.check() }

        @Test(arguments: CommandLineCases.listings)
        func `listings`(_ item: CommandCase) throws { try item.check() }

        @Test(arguments: CommandLineCases.refusals)
        func `command lines that are refused`(_ item: CommandCase) throws { try item.check() }
    }
}

/// Command lines and what they print.
private enum CommandLineCases {
    /// The columns' names when the CPU and the number are left out.
    private static let header = String(repeating: " ", count: 19) + "FUNCTION:NAME\n"
    private static let listHeader = "   ID   PROVIDER            MODULE                          FUNCTION NAME\n"

    /// The start of a row: the probe's name in 32 columns, and a blank.
    private static func row(_ name: String) -> String {
        String(repeating: " ", count: 31 - name.count) + ":\(name) "
    }

    /// A listed probe that belongs to no module and no function.
    private static func listed(_ id: Int, _ provider: String, _ name: String) -> String {
        let number = String(repeating: " ", count: 5 - String(id).count) + "\(id)"
        let column = String(repeating: " ", count: 10 - provider.count) + provider
        return "\(number) \(column) \(String(repeating: " ", count: 17)) \(String(repeating: " ", count: 33)) \(name)\n"
    }

    private static func matched(_ text: String, _ count: Int = 1) -> String {
        "dtrace: description '\(text)' matched \(count) probe\(count == 1 ? "" : "s")\n"
    }

    static let programs: [CommandCase] = [
        .init(
            name: "-V", arguments: ["-V"],
            output: "dtrace: dtrace-prov D 2.0\n"),
        .init(
            name: "-V with -v", arguments: ["-vV"],
            output: "dtrace: dtrace-prov D 2.0\nThis is dtrace-prov 0.1\n"),
        .init(
            name: "-n with actions", arguments: ["-n", "BEGIN{trace(1); exit(0)}"],
            output: header + row("BEGIN") + "          1\n\n", errors: matched("BEGIN")),
        .init(
            name: "-n with a predicate and actions", arguments: ["-n", "BEGIN/1/{exit(0)}"],
            output: header + row("BEGIN") + "\n\n", errors: matched("BEGIN")),
        .init(
            name: "-P with a predicate and actions",
            arguments: ["-P", #"dtrace/probename == "BEGIN"/{trace("P"); exit(0)}"#],
            output: header + row("BEGIN") + "  P                                \n\n", errors: matched("dtrace", 3)),
        .init(
            name: "-m with a provider and actions", arguments: ["-m", "dtrace:{exit(0)}"],
            output: header + row("BEGIN") + "\n" + row("END") + "\n\n", errors: matched("dtrace:", 3)),
        .init(
            name: "-f with a provider and a module and actions", arguments: ["-f", "dtrace::{exit(4)}"],
            output: header + row("BEGIN") + "\n" + row("END") + "\n\n", errors: matched("dtrace::", 3), status: 4),
        .init(
            name: "-i with a predicate and actions, beside -n",
            arguments: ["-i", "1/0/{trace(1)}", "-n", "BEGIN{exit(3)}"],
            output: header + row("BEGIN") + "\n\n", errors: matched("1") + matched("BEGIN"), status: 3),
        .init(
            name: "-i with a range", arguments: ["-i", "1-2{exit(0)}"],
            output: header + row("BEGIN") + "\n" + row("END") + "\n\n", errors: matched("1-2", 2)),
        .init(
            name: "a description alone traces that the probe fired",
            arguments: ["-n", "BEGIN", "-n", "BEGIN{exit(0)}"],
            output: header + row("BEGIN") + "\n" + row("BEGIN") + "\n\n", errors: matched("BEGIN") + matched("BEGIN")),
        .init(
            name: "programs share their variables",
            arguments: ["-q", "-n", "BEGIN{x = 41}", "-n", "BEGIN{trace(x + 1); exit(0)}"], output: "42\n"),
        .init(
            name: "a program of several lines and clauses",
            arguments: ["-q", "-n", "BEGIN\n{\n\ttrace(1);\n}\n\nBEGIN\n/1/\n{\n\texit(0);\n}\n"], output: "1\n"),
        .init(
            name: "-Z and a provider that this kernel may not have",
            arguments: ["-Z", "-n", "fbt::nosuch:entry{trace(1)} BEGIN{exit(0)}"],
            output: header + row("BEGIN") + "\n\n", errors: matched("fbt::nosuch:entry")),
        .init(
            name: "-Z and a description without probes", arguments: ["-Z", "-P", "foo", "-n", "BEGIN{exit(0)}"],
            output: header + row("BEGIN") + "\n\n", errors: matched("foo", 0) + matched("BEGIN")),
        .init(
            name: "arguments", arguments: ["-q", "-n", #"BEGIN{printf("%s %d", $$1, $2 + 1); exit(0)}"#, "a b", "010"],
            output: "a b 9\n"),
        .init(
            name: "arguments behind two dashes", arguments: ["-q", "-n", "BEGIN{trace($1); exit(0)}", "--", "-7"],
            output: "-7\n"),
        .init(
            name: "arguments that are missing", arguments: ["-q", "-xdefaultargs", "-n", "BEGIN{trace($1); exit(0)}"],
            output: "0\n"),
        .init(name: "-e", arguments: ["-e", "-n", "BEGIN{trace(1)}"]),
        .init(name: "-e of a destructive program", arguments: ["-e", "-n", #"BEGIN{system("false")}"#]),
        .init(
            name: "-S shows the clauses on standard error", arguments: ["-S", "-e", "-n", "BEGIN{trace(1)}"],
            errors: nil,
            errorPrefix: """

                Disassembly of clause dt_clause_0, <dtrace:::BEGIN>:
                INS OFF  OPCODE                  INSTRUCTION
                000 000: bf 9 2 0000 00000000    r9 = r2

                """),
        .init(
            name: "-xverbose shows them too", arguments: ["-xverbose", "-e", "-n", "BEGIN{trace(1)}"],
            errors: nil, errorPrefix: "\nDisassembly of clause dt_clause_0, <dtrace:::BEGIN>:\n"),
        .init(
            name: "a pragma shows them", arguments: ["-e", "-n", "#pragma D option verbose\nBEGIN{trace(1)}"],
            errors: nil, errorPrefix: "\nDisassembly of clause dt_clause_0, <dtrace:::BEGIN>:\n"),
        .init(
            name: "-q", arguments: ["-q", "-n", #"BEGIN{trace("x"); trace(1); exit(0)}"#], output: "x1\n"),
        .init(
            name: "-B", arguments: ["-B", "-n", #"BEGIN{trace(1); exit(0)}"#],
            output: header + row("BEGIN") + "          1\n\n", errors: matched("BEGIN")),
        .init(
            name: "options of the environment", arguments: ["-n", "BEGIN{x = \"abcd\"; trace(x); exit(0)}"],
            environment: ["DTRACE_OPT_QUIET": "", "DTRACE_OPT_STRSIZE": "3"], output: "abc\n"),
        .init(
            name: "the command line goes before the environment",
            arguments: ["-xstrsize=2", "-n", "BEGIN{x = \"abcd\"; trace(x); exit(0)}"],
            environment: ["DTRACE_OPT_QUIET": "", "DTRACE_OPT_STRSIZE": "3"], output: "ab\n"),
        .init(
            name: "-c ends the session", arguments: ["-q", "-c", "echo from the command", "-n", #"END{trace("end")}"#],
            output: "from the command\nend\n"),
        .init(
            name: "-c from the entry point",
            arguments: [
                "-q", "-c", "/bin/true", "-n", "syscall::mmap:entry/pid == $target/{n++}", "-n", "END{trace(n > 0)}",
            ], output: "0\n"),
        .init(
            name: "-c from the first instruction",
            arguments: [
                "-q", "-xevaltime=exec", "-c", "/bin/true", "-n", "syscall::mmap:entry/pid == $target/{n++}", "-n",
                "END{trace(n > 0)}",
            ], output: "1\n"),
    ]

    static let listings: [CommandCase] = [
        .init(name: "-l -n", arguments: ["-l", "-n", "BEGIN"], output: listHeader + listed(1, "dtrace", "BEGIN")),
        .init(
            name: "-l -P", arguments: ["-l", "-P", "dtrace"],
            output: listHeader + listed(1, "dtrace", "BEGIN") + listed(2, "dtrace", "END")
                + listed(3, "dtrace", "ERROR")),
        .init(
            name: "-l with two descriptions", arguments: ["-l", "-n", "END", "-n", "dtrace:::BEGIN"],
            output: listHeader + listed(2, "dtrace", "END") + listed(1, "dtrace", "BEGIN")),
        .init(
            name: "-l of a list of descriptions", arguments: ["-l", "-n", "ERROR,BEGIN"],
            output: listHeader + listed(3, "dtrace", "ERROR") + listed(1, "dtrace", "BEGIN")),
        .init(
            name: "-l -i with a range", arguments: ["-l", "-i", "2-3"],
            output: listHeader + listed(2, "dtrace", "END") + listed(3, "dtrace", "ERROR")),
        .init(
            name: "-l of a timer", arguments: ["-l", "-n", "tick-7sec"],
            output: listHeader + listed(4, "profile", "tick-7sec")),
        .init(
            name: "-l of a pattern", arguments: ["-l", "-n", "dtrace:::[A-E]*[!N]"],
            output: listHeader + listed(2, "dtrace", "END") + listed(3, "dtrace", "ERROR")),
        .init(
            name: "-l of a program with actions", arguments: ["-l", "-n", "BEGIN/1/{trace(1)}"],
            output: listHeader + listed(1, "dtrace", "BEGIN")),
        .init(
            name: "-l without a match", arguments: ["-l", "-n", "foo:::"], output: listHeader,
            errors: "dtrace: failed to match foo:::: No probe matches description\n"),
        .init(
            name: "-lv", arguments: ["-lvn", "BEGIN"],
            output: listHeader + listed(1, "dtrace", "BEGIN") + """

                \tProbe Description Attributes
                \t\tIdentifier Names: Stable
                \t\tData Semantics:   Stable
                \t\tDependency Class: Common

                \tArgument Attributes
                \t\tIdentifier Names: Stable
                \t\tData Semantics:   Stable
                \t\tDependency Class: Common

                \tArgument Types
                \t\tNone


                """),
    ]

    static let refusals: [CommandCase] = [
        .init(
            name: "-p of a word", arguments: ["-p", "abc", "-n", "BEGIN"],
            errors: "dtrace: invalid pid: abc\n", status: 1),
        .init(
            name: "-o of a file that cannot be made", arguments: ["-q", "-o", "/no/such/file", "-n", "BEGIN{exit(0)}"],
            errors: "dtrace: failed to open output file '/no/such/file': No such file or directory\n", status: 1),
        .init(name: "nothing", arguments: [], errors: nil, errorPrefix: "dtrace: no option was given", status: 2),
        .init(name: "no probes", arguments: ["-w"], errors: "dtrace: no probes specified\n", status: 1),
        .init(
            name: "options come first", arguments: ["-x", "nosuch"],
            errors: "dtrace: failed to set -x nosuch: Invalid option name\n", status: 1),
        .init(
            name: "two modes", arguments: ["-l", "-V"],
            errors: "dtrace: only one of the [-GhlV] options can be specified at a time\n", status: 2),
        .init(
            name: "no such option", arguments: ["-y"], errors: nil,
            errorPrefix: "dtrace: invalid option -- 'y'\nUsage: ",
            status: 2),
        .init(
            name: "no such script", arguments: ["-s", "/nonexistent.d"],
            errors: "dtrace: failed to open /nonexistent.d: No such file or directory\n", status: 1),
        .init(
            name: "an empty program", arguments: ["-n", ""],
            errors: "dtrace: invalid probe specifier : empty D program translation unit\n", status: 1),
        .init(
            name: "an argument that nothing uses", arguments: ["-xerrtags", "-n", "BEGIN{exit(0)}", "foo"],
            errors: "dtrace: invalid probe specifier BEGIN{exit(0)}: [D_MACRO_UNUSED] extraneous argument 'foo' "
                + "($1 is not referenced)\n", status: 1),
        .init(
            name: "-P with a module", arguments: ["-P", "a:b"],
            errors: "dtrace: invalid probe specifier a:b: invalid probe description \"a:b\": "
                + "Overspecified probe description\n", status: 1),
        .init(
            name: "-m with a function", arguments: ["-m", "a:b:c"],
            errors: "dtrace: invalid probe specifier a:b:c: invalid probe description \"a:b:c\": "
                + "Overspecified probe description\n", status: 1),
        .init(
            name: "-f without a match", arguments: ["-f", "a:b:c"],
            errors: "dtrace: invalid probe specifier a:b:c: probe description a:b:c: does not match any probes\n",
            status: 1),
        .init(
            name: "an action that is destructive", arguments: ["-q", "-n", #"BEGIN{system("echo");exit(0)}"#],
            errors: "dtrace: could not enable tracing: Destructive actions not allowed\n", status: 1),
        .init(
            name: "-c of no program", arguments: ["-c", "/nonexistent/x", "-n", "BEGIN{exit(0)}"],
            errors: "dtrace: failed to execute /nonexistent/x: No such file or directory\n", status: 1),
        .init(
            name: "an option of the environment that is none", arguments: ["-n", "BEGIN{exit(0)}"],
            environment: ["DTRACE_OPT_NOSUCH": "1"],
            errors: "dtrace: failed to set option 'nosuch' from DTRACE_OPT_NOSUCH: Invalid option name\n", status: 1),
    ]
}
