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
    }
}
