import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// exit(), END, and what actions do to output.
    struct ExitTests {
        @Test(arguments: ExitCases.endings)
        func `how runs end`(_ item: OutputCase) throws { try item.check() }

        @Test(arguments: ExitCases.actions)
        func `actions that act outside`(_ item: OutputCase) throws { try item.check() }

        @Test func `stop() stops a process that ignores all signals which can be ignored`() throws {
            let folder = try TemporaryFolder()
            let target = try RunningCommand(
                "sh", ["-c", "trap '' TSTP TTIN TTOU; while :; do sleep 0.05; done"], scratch: folder.url)
            defer { target.send(SIGKILL) }
            let script = "syscall::wait4:entry /pid == $1/ { stop(); exit(0); }"
            let result = try Live.run("-wqn", script, "\(target.processIdentifier)")
            #expect(result.status == 0, "\(result.errors)")
            let state = { try? String(contentsOfFile: "/proc/\(target.processIdentifier)/stat", encoding: .utf8) }
            #expect(target.wait(timeout: 10) { _ in state()?.contains(") T ") == true }, "\(state() ?? "gone")")
        }
    }
}

/// The programs and what they print.
private enum ExitCases {
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
            name: "the expression is evaluated once",
            program: "BEGIN { x = 4; exit(x++); } END { trace(x); }",
            output: "5\n",
            status: 4),
        .init(
            name: "clauses after exit() on the same probe do not run",
            program: #"""
                BEGIN { trace(1); } BEGIN { exit(3); trace(2); } BEGIN { trace(3); } tick-1ms { trace(4); \#
                } END { trace(5); }
                """#,
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
            program: "BEGIN { exit(0); } END { }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}
                                            :END\u{20}


                """),
        .init(
            name: "BEGIN comes first and END last",
            program: #"END { trace("end"); } tick-1ms { trace("tick"); exit(0); } BEGIN { trace("begin"); }"#,
            options: [],
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
            program: "BEGIN { x = 1; } BEGIN { exit(0); }",
            options: [],
            output: """
                                   FUNCTION:NAME
                                          :BEGIN\u{20}


                """),
        .init(
            name: "a command that ends",
            program: #"BEGIN { printf("b"); } END { printf("e"); }"#,
            options: ["-q", "-c", "/bin/true"],
            output: "be\n"),
        .init(
            name: "a command that fails does not fail the run",
            program: #"END { printf("e"); }"#,
            options: ["-q", "-c", "/bin/false"],
            output: "e\n"),
    ]

    static let actions: [OutputCase] = [
        .init(
            name: "system() comes between what is printed",
            program: #"BEGIN { printf("a "); system("echo b"); printf("c"); exit(0); }"#,
            options: ["-wq"],
            output: "a b\nc\n"),
        .init(
            name: "system() takes a format",
            program: #"BEGIN { system("echo %s-%d-%x %%", "a", 5, 255); exit(0); }"#,
            options: ["-wq"],
            output: "a-5-ff %\n\n"),
        .init(
            name: "system() runs in a shell",
            program: #"BEGIN { system("echo $((1 + 2)); exit 7"); printf("x"); exit(0); }"#,
            options: ["-wq"],
            output: "3\nx\n"),
        .init(
            name: "several commands in order",
            program: #"""
                BEGIN { system("echo 1"); printf("2\n"); system("echo 3"); exit(0); } END { system("echo \#
                4"); }
                """#,
            options: ["-wq"],
            output: "1\n2\n3\n4\n\n"),
        .init(
            name: "freopen() without a path goes back",
            program: #"BEGIN { freopen("/dev/null"); printf("away"); freopen(""); printf("back"); exit(0); }"#,
            options: ["-wq"],
            output: "back\n"),
        .init(
            name: "freopen() of a file that cannot be opened",
            program: #"BEGIN { freopen("/no/such"); printf("x"); exit(0); }"#,
            options: ["-wq"],
            output: "x\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): couldn't freopen() "/no/such": \
                No such file or directory

                """),
        .init(
            name: "freopen() with a format",
            program: #"BEGIN { freopen("/dev/%s", "null"); printf("away"); exit(0); }"#,
            options: ["-wq"],
            output: ""),
        .init(
            name: "chill() takes its time",
            program: #"""
                BEGIN { t = timestamp; chill(30000000); } tick-1ms { printf("%d", timestamp - t >= 30000000); \#
                exit(0); }
                """#,
            options: ["-wq"],
            output: "1\n"),
        .init(
            name: "chill() for longer than half a second is a fault",
            program: #"BEGIN { chill(500000001); } ERROR { printf("%d", arg4); exit(1); }"#,
            options: ["-wq"],
            output: "3\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
        .init(
            name: "chill() for longer than half of a second in all",
            program: #"BEGIN { chill(1000); chill(499999001); } ERROR { printf("%d", arg4); exit(1); }"#,
            options: ["-wq"],
            output: "3\n",
            errors: """
                dtrace: error in dt_clause_0 for probe ID 1 (dtrace:::BEGIN): illegal operation at BPF \
                pc N

                """,
            status: 1),
        .init(
            name: "raise(0) does nothing",
            program: "BEGIN { raise(0); trace(1); exit(0); }",
            options: ["-wq"],
            output: "1\n"),
    ]
}
