import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// What people are told when something is wrong; each case is one sentence and an exit status.
    struct ErrorTests {
        private func expect(
            _ arguments: [String], status: Int32, _ fragments: String...,
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws {
            let result = try runCommand(Live.program, arguments, timeout: 60)
            #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
            #expect(result.errors.hasPrefix("dtrace: "), "\(result.errors)", sourceLocation: sourceLocation)
            for fragment in fragments {
                #expect(result.errors.contains(fragment), "\(result.errors)", sourceLocation: sourceLocation)
            }
            #expect(!result.errors.contains("Fatal error"), sourceLocation: sourceLocation)
        }

        @Test func `an unknown provider`() throws {
            try expect(
                ["-n", "nosuch:::x { }"], status: 1, "invalid probe specifier nosuch:::x { }: ",
                "probe description nosuch:::x does not match any probes")
        }

        @Test func `no probe of a known provider`() throws {
            try expect(
                ["-n", "tracepoint:sched::no_such_event"], status: 1,
                "probe description tracepoint:sched::no_such_event does not match any probes")
        }

        @Test func `-Z allows a description without probes`() throws {
            let result = try Live.run("-qZn", "nosuch:::x { }", "-n", "BEGIN { exit(0); }")
            #expect(result.status == 0, "\(result.errors)")
        }

        @Test func `-Z runs a program that has no probes at all`() throws {
            let result = try Live.run("-qZn", "nosuch:::x { }", "-c", "/bin/true")
            #expect(result.status == 0 && result.output == "\n", "\(result.errors)")
        }

        @Test func `versions have two or three parts`() throws {
            try expect(
                ["-x", "version=1.6.4.1", "-n", "BEGIN { exit(0); }"], status: 1,
                "failed to set -x version: Version is not properly formatted")
        }

        @Test func `a list names what it does not find`() throws {
            try expect(
                ["-l", "-n", "nosuch:::x"], status: 0, "failed to match nosuch:::x: No probe matches description")
            try expect(["-l", "-P", "nosuch"], status: 0, "failed to match nosuch:::: No probe matches description")
            try expect(["-l", "-i", "999999999"], status: 0, "failed to match 999999999: No probe matches description")
        }

        @Test func `the place of an error is marked at a terminal, below tabs too`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "bad.d")
            try "BEGIN\n{\n\ttrace(nowhere);\n}\n".write(to: script, atomically: true, encoding: .utf8)
            let command = "'\(Live.program)' -s '\(script.path)'"
            let result = try runCommand("/usr/bin/script", ["-qec", command, "/dev/null"])
            let lines = result.output.replacing("\r\n", with: "\n").split(separator: "\n").map(String.init)
            #expect(lines.suffix(2) == ["\ttrace(nowhere);", "\t      ^~~~~~~"])
        }

        @Test func `scripts and descriptions are told apart, and $0 is the script`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "good.d")
            try "BEGIN { trace($$0); exit(0); }\n".write(to: script, atomically: true, encoding: .utf8)
            let file = try runCommand(Live.program, ["-s", script.path])
            #expect(file.errors == "dtrace: script '\(script.path)' matched 1 probe\n")
            #expect(file.output.contains(script.path))
            let text = try runCommand(Live.program, ["-n", "BEGIN { exit(0); }"])
            #expect(text.errors == "dtrace: description 'BEGIN ' matched 1 probe\n")
            let named = try runCommand(Live.program, ["-qn", "BEGIN { trace($$0); exit(0); }"])
            #expect(named.output == Live.program + "\n")
        }

        @Test(arguments: [
            "struct nosuchmodule`page": "nosuchmodule`page", "union vmlinux`nosuch": "vmlinux`nosuch",
            "struct D`task_struct": "D`task_struct", "C`nosuch_t": "C`nosuch_t",
        ])
        func `a type that its namespace has not is named`(written: String, named: String) throws {
            try expect(
                ["-n", "BEGIN { x = (\(written) *)0; exit(0); }"], status: 1,
                "failed to resolve type \(named): Unknown type name")
        }

        @Test func `a malformed description`() throws {
            try expect(["-n", "a:b:c:d:e"], status: 1, "invalid probe specifier a:b:c:d:e: ")
        }

        @Test func `a syntax error and a type error name the specifier`() throws {
            try expect(["-n", "BEGIN { trace(; }"], status: 1, "invalid probe specifier BEGIN { trace(; }: ")
            try expect(
                ["-n", "BEGIN { trace(1 + \"a\"); }"], status: 1,
                "invalid probe specifier BEGIN { trace(1 + \"a\"); }: ")
        }

        @Test func `an error in a script names file and line`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "bad.d")
            try "BEGIN\n{\n\ttrace(nowhere);\n}\n".write(to: script, atomically: true, encoding: .utf8)
            try expect(["-s", script.path], status: 1, "failed to compile script \(script.path): line 3: ")
            try expect(
                ["-xerrtags", "-s", script.path], status: 1,
                "failed to compile script \(script.path): [D_IDENT_UNDEF] line 3: ")
        }

        @Test func `a script that is missing`() throws {
            try expect(["-s", "/no/such.d"], status: 1, "failed to open /no/such.d: No such file or directory")
        }

        @Test func `a process that does not exist`() throws {
            try expect(["-p", "4194303", "-n", "BEGIN"], status: 1, "failed to grab process 4194303")
            try expect(["-p", "zero", "-n", "BEGIN"], status: 1, "invalid pid: zero")
        }

        @Test func `a command that does not exist`() throws {
            try expect(
                ["-c", "/no/such/program", "-n", "BEGIN"], status: 1,
                "failed to execute /no/such/program: No such file or directory")
        }

        @Test func `usage errors end with 2`() throws {
            try expect(["-l", "-V"], status: 2, "only one of the [-GhlV] options can be specified at a time")
            try expect(["-y"], status: 2, "invalid option -- 'y'", "Usage: ")
            try expect(["-n"], status: 2, "option requires an argument -- 'n'", "Usage: ")
            try expect(["--no-such"], status: 2, "unknown option --no-such")
            try expect(["-A", "-n", "BEGIN"], status: 2, "anonymous tracing")
        }

        @Test func `no probes`() throws {
            try expect(["-q"], status: 1, "no probes specified")
            try expect([], status: 2, "no option was given", "Usage: ")
        }

        @Test func `options with bad names and values`() throws {
            try expect(["-x", "nosuch=1", "-n", "BEGIN"], status: 1, "failed to set -x nosuch: Invalid option name")
            try expect(["-b", "zero", "-n", "BEGIN"], status: 1, "failed to set -b: Invalid value")
        }

        @Test func `destructive actions need -w`() throws {
            try expect(["-n", "BEGIN { system(\"true\"); exit(0); }"], status: 1, "Destructive actions not allowed")
        }

        @Test func `an output file that cannot be opened`() throws {
            try expect(
                ["-o", "/no/such/folder/out", "-n", "BEGIN { exit(0); }"], status: 1,
                "failed to open output file '/no/such/folder/out': No such file or directory")
        }

        @Test func `a run-time fault names the clause and goes on`() throws {
            let result = try Live.run(
                "-qn", "BEGIN { trace(*(int *)0); }", "-n", "BEGIN { printf(\"next\"); exit(0); }")
            #expect(result.status == 0)
            #expect(result.output.hasSuffix("next\n"))
            #expect(result.errors.contains("(dtrace:::BEGIN): invalid address (0x0)"), "\(result.errors)")
        }
    }
}
