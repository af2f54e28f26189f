import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Processes that end, fork, become other programs or are debugged while their functions are traced.
    struct EndingProcessTests {
        /// Starts tracing a process and waits until everything is attached.
        private func trace(_ clause: String, in folder: TemporaryFolder) throws -> RunningCommand {
            let tracing = try Live.start(
                "-qZn", clause, "-n", "BEGIN { printf(\"begin\\n\"); }", "-n",
                "END { printa(\"count %@d\\n\", @); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            return tracing
        }

        private func finish(_ tracing: RunningCommand) throws -> String {
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            #expect(result.status == 0 && !result.errors.contains("internal"), "\(result.errors)")
            return result.output
        }

        @Test func `a process that is killed while it is traced`() throws {
            let workload = try Workload("call-workload")
            let folder = try TemporaryFolder()
            let tracing = try trace("pid\(workload.id):a.out::entry { @ = count(); }", in: folder)
            kill(Int32(workload.id), SIGKILL)
            try workload.finish()
            #expect(try finish(tracing).hasPrefix("begin"))
        }

        @Test func `a target that ends of itself ends the session`() throws {
            let program = Live.workload("call-workload")
            let result = try Live.run(
                "-qn", "pid$target:a.out:workload_add:entry { @ = count(); }", "-c", "\(program) 4")
            #expect(result.status == 0 && result.output.hasSuffix("\n                4\n"), "\(result.output)")
        }

        @Test func `a process that becomes another program is followed`() throws {
            let program = Live.workload("call-workload")
            let shell = try Workload(path: "/bin/sh", arguments: ["-c", "echo ready; read line; exec \(program)"])
            let folder = try TemporaryFolder()
            let tracing = try trace(
                "pid\(shell.id):call-workload:workload_add:entry { trace(\"hit\"); @ = count(); }", in: folder)
            #expect(try shell.fire(0) == "ready")
            var rounds = 0
            while rounds < 500, !tracing.output.contains("hit") {
                _ = try shell.fire(1)
                rounds += 1
                usleep(20_000)
            }
            #expect(try finish(tracing).contains("hit"))
            try shell.finish()
        }

        @Test func `children of a traced process run on untraced`() throws {
            let program = try CompiledProgram([
                "main.c": """
                #include <stdio.h>
                #include <sys/wait.h>
                #include <unistd.h>
                __attribute__((noinline)) int traced(int a) { return a + getppid(); }
                int main(void) {
                    for (int i = 0; i < 20; i++) {
                        int status = 0;
                        if (fork() == 0) _exit(traced(i) == 0);
                        wait(&status);
                        if (status != 0) printf("child ended with %x\\n", status);
                        traced(i);
                    }
                }
                """
            ])
            let result = try Live.run("-qn", "pid$target:a.out:traced:entry { @ = count(); }", "-c", program.path)
            #expect(result.status == 0 && result.output.hasSuffix("\n               20\n"), "\(result.output)")
            #expect(!result.output.contains("child"))
        }

        @Test func `a process that a debugger holds is traced when it goes on`() throws {
            let workload = try Workload("call-workload")
            let folder = try TemporaryFolder()
            let held = folder.url.appending(path: "held")
            let debugger = try RunningCommand(
                "gdb",
                ["-batch", "-nx", "-p", "\(workload.id)", "-ex", "shell touch \(held.path)", "-ex", "shell sleep 1"],
                environment: ["DEBUGINFOD_URLS": ""], scratch: folder.url)
            #expect(debugger.wait { _ in FileManager.default.fileExists(atPath: held.path) }, "\(debugger.errors)")
            let other = try TemporaryFolder()
            let tracing = try trace("pid\(workload.id):a.out:workload_add:entry { @ = count(); }", in: other)
            _ = try debugger.finish(timeout: 60)
            #expect(try workload.fire(5) == "called 5")
            #expect(try finish(tracing).contains("count 5\n"))
            try workload.finish()
        }

        @Test func `a process under strace is traced as well`() throws {
            let workload = try Workload("call-workload")
            let folder = try TemporaryFolder()
            let tracer = try RunningCommand(
                "strace", ["-f", "-p", "\(workload.id)", "-o", folder.url.appending(path: "calls").path],
                scratch: folder.url)
            #expect(tracer.wait { $0.errors.contains("attached") }, "\(tracer.errors)")
            let other = try TemporaryFolder()
            let tracing = try trace("pid\(workload.id):a.out:workload_add:return { @ = count(); }", in: other)
            #expect(try workload.fire(6) == "called 6")
            #expect(try finish(tracing).contains("count 6\n"))
            #expect(try workload.fire(1) == "called 1")
            try workload.finish()
            _ = try tracer.finish(timeout: 30)
        }
    }
}
