import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Commands started with `-c` and processes taken with `-p`.
    struct TargetTests {
        private let workload = Live.workload("syscall-workload")

        @Test func `a command is observed from its first instruction to its end`() throws {
            let result = try Live.run(
                "-q", "-c", "\(workload) 11 0 0 0",
                "-n", "tracepoint:syscalls::sys_enter_read /pid == $target && args[3] == 1/ { @ = count(); }",
                "-n", "END { printa(\"%@d\\n\", @); }")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.hasSuffix("\n11\n\n"), "\(result.output)")
        }

        @Test func `in a process id namespace of its own, processes have the numbers they have there`() throws {
            let script = """
                syscall::read:entry /pid == $target && tid == $target && arg2 == 1/
                { @[ufunc(uregs[R_RIP])] = count(); }
                syscall::read:entry /execname == "syscall-workloa" && pid != $target/ { @other = count(); }
                END { printa("%A %@d\\n", @); printa("other %@d\\n", @other); }
                """
            let result = try runCommand(
                "unshare",
                ["-pf", "--mount-proc", Live.program, "-qn", script, "-c", "\(workload) 11 0 0 0"], timeout: 60)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("libc.so.6`syscall 11\n"), "\(result.output)")
            #expect(!result.output.contains("other"), "\(result.output)")
        }

        @Test(arguments: [
            ("exit 0", "has exited"), ("exit 3", "exited with status 3"), ("kill -9 $$", "terminated by SIGKILL"),
        ])
        func `how a command ended is told, but not in quiet runs`(script: String, words: String) throws {
            let folder = try TemporaryFolder()
            let file = folder.url.appending(path: "target.sh")
            try "\(script)\n".write(to: file, atomically: true, encoding: .utf8)
            let command = "sh \(file.path)"
            let result = try Live.run("-n", "BEGIN { printf(\"%d\", $target); }", "-c", command)
            #expect(result.status == 0)
            let id = try #require(result.output.firstMatch(of: #/:BEGIN (\d+)/#)).1
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == 2 && lines.last?.hasPrefix("dtrace: pid \(id) ") == true, "\(result.errors)")
            #expect(lines.last?.hasSuffix(words) == true, "\(result.errors)")
            #expect(try Live.run("-qn", "BEGIN", "-c", command).errors == "")
        }

        @Test func `the end of a grabbed process ends the session`() throws {
            let folder = try TemporaryFolder()
            let sleeper = try RunningCommand("sleep", ["300"], scratch: folder.url)
            let other = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "BEGIN { printf(\"%d\\n\", $target); }", "-p", "\(sleeper.processIdentifier)", in: other)
            #expect(running.wait { $0.output == "\(sleeper.processIdentifier)\n" }, "\(running.errors)")
            sleeper.send(SIGKILL)
            #expect(try running.finish(timeout: 30).status == 0)
            _ = try sleeper.finish(timeout: 10)
        }

        @Test func `a session with several processes lasts as long as any of them`() throws {
            let folders = [try TemporaryFolder(), try TemporaryFolder(), try TemporaryFolder()]
            let first = try RunningCommand("sleep", ["300"], scratch: folders[0].url)
            let second = try RunningCommand("sleep", ["300"], scratch: folders[1].url)
            let running = try Live.start(
                "-qn", "BEGIN { printf(\"%d\\n\", $target); }", "-n", "tick-10ms { printf(\"tick\\n\"); }",
                "-n", "END { printf(\"end\\n\"); }", "-p", "\(first.processIdentifier)",
                "-p", "\(second.processIdentifier)", in: folders[2])
            #expect(running.wait { $0.output.hasPrefix("\(first.processIdentifier)\n") }, "\(running.errors)")
            first.send(SIGKILL)
            _ = try first.finish(timeout: 10)
            let seen = running.output.utf8.count
            #expect(running.wait { $0.output.utf8.count > seen + 50 })
            #expect(running.isRunning)
            second.send(SIGKILL)
            _ = try second.finish(timeout: 10)
            let result = try running.finish(timeout: 30)
            #expect(result.status == 0)
            #expect(result.output.hasSuffix("end\n\n"))
        }

        @Test func `a target may become another program and start processes`() throws {
            let folder = try TemporaryFolder()
            let script = folder.url.appending(path: "target.sh")
            try "\(workload) 0 5 0 0\n\(workload) 0 6 0 0 & wait\nexec \(workload) 0 7 0 0\n".write(
                to: script, atomically: true, encoding: .utf8)
            let result = try Live.run(
                "-qn",
                "tracepoint:syscalls::sys_enter_getpid /progenyof($target) && execname != \"sh\"/ { @ = count(); }",
                "-n",
                "tracepoint:syscalls::sys_enter_getpid /pid == $target && execname != \"sh\"/ { @own = count(); }",
                "-n", "END { printa(\"all %@d\\n\", @); printa(\"own %@d\\n\", @own); }", "-c", "sh \(script.path)")
            #expect(result.status == 0, "\(result.errors)")
            // Each program asks once more, to print it.
            #expect(result.output.contains("all 21\n"), "\(result.output)")
            #expect(result.output.contains("own 8\n"), "\(result.output)")
        }

        @Test func `a command does not outlive its session, a grabbed process does`() throws {
            let folder = try TemporaryFolder()
            let running = try Live.start(
                "-qn", "tick-10ms { printf(\"%d\\n\", $target); }", "-c", "sleep 1000", in: folder)
            #expect(running.wait { $0.output.contains("\n") }, "\(running.errors)")
            let target = try #require(Int32(running.output.split(separator: "\n").first ?? ""))
            #expect(KernelObjects.isAlive(target))
            running.send(SIGTERM)
            #expect(try running.finish(timeout: 30).status == 0)
            #expect(!KernelObjects.isAlive(target))

            let other = try TemporaryFolder()
            let sleeper = try RunningCommand("sleep", ["300"], scratch: other.url)
            #expect(try Live.run("-qn", "BEGIN { exit(0); }", "-p", "\(sleeper.processIdentifier)").status == 0)
            #expect(sleeper.isRunning)
            sleeper.send(SIGKILL)
            _ = try sleeper.finish(timeout: 10)
        }
    }
}
