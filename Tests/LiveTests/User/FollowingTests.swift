import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Probes that come to be while tracing.
    struct FollowingTests {
        /// Loads a library when told "0", calls its function N times when told "N".
        private static let loader = """
            #include <dlfcn.h>
            #include <stdio.h>
            #include <stdlib.h>
            int main(int argc, char **argv) {
                char line[64];
                int (*late)(int) = 0;
                printf("ready\\n");
                fflush(stdout);
                while (fgets(line, sizeof line, stdin)) {
                    long n = atol(line);
                    if (n == 0) late = (int (*)(int))dlsym(dlopen(argv[1], RTLD_NOW), "late_function");
                    for (long i = 0; i < n; i++) late(i);
                    printf("%p\\n", late);
                    fflush(stdout);
                }
            }
            """

        private static let library = """
            #include <sys/sdt.h>
            __attribute__((noinline)) int late_function(int a) { DTRACE_PROBE1(late, call, a); return a + 1; }
            """

        /// Starts tracing, lets the process load the library, waits until a breakpoint is there, and calls.
        private func calls(_ description: (Int) -> String) throws -> String {
            let program = try CompiledProgram(["loader.c": Self.loader])
            let library = try CompiledProgram(["late.c": Self.library], ["-shared", "-fPIC"], name: "liblate.so.1")
            let loader = try Workload(path: program.path, arguments: [library.path])
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qZn", "\(description(loader.id)) { @[probefunc] = count(); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }",
                "-n", "END { printa(\"%s %@d\\n\", @); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            let address = try #require(UInt64(try loader.fire(0).dropFirst(2), radix: 16))
            let memory = ProcessMemory(of: loader.id)
            // A probe of the library is on the function's first instructions.
            var hasBreakpoint = false
            for _ in 0..<500 where !hasBreakpoint {
                hasBreakpoint = try memory.bytes(at: address, count: 16).contains(0xcc)
                if !hasBreakpoint { usleep(20_000) }
            }
            #expect(hasBreakpoint, "\(tracing.errors)")
            _ = try loader.fire(7)
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            try loader.finish()
            #expect(result.errors.isEmpty || result.errors.contains("matched 0 probes"), "\(result.errors)")
            return result.output
        }

        @Test func `functions of a library loaded later are traced`() throws {
            #expect(try calls { "pid\($0):liblate:late_*:entry" }.contains("late_function 7\n"))
        }

        @Test func `USDT probes of a library loaded later are traced`() throws {
            #expect(try calls { "late\($0):::call" }.contains("late_function 7\n"))
            #expect(try calls { _ in "late*:::call" }.contains("late_function 7\n"))
        }

        @Test func `processes that the target starts are traced where a pattern asks for them`() throws {
            let program = try CompiledProgram([
                "main.c": """
                #include <stdio.h>
                #include <unistd.h>
                __attribute__((noinline)) int traced(int a) { return a + getpid(); }
                int main(void) {
                    char line[64];
                    printf("ready\\n");
                    fflush(stdout);
                    while (fgets(line, sizeof line, stdin)) {
                        int child = fork();
                        for (int i = 0; child == 0 && i < 2000; i++, usleep(10000)) traced(i);
                        if (child == 0) _exit(0);
                        printf("%d\\n", child);
                        fflush(stdout);
                    }
                }
                """
            ])
            let parent = try Workload(path: program.path)
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qn", "pid*:a.out:traced:entry { printf(\"%s %d\\n\", probeprov, pid); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-p", "\(parent.id)", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            let child = try #require(Int32(try parent.fire(1)))
            #expect(tracing.wait { $0.output.contains("pid\(child) \(child)\n") }, "\(tracing.output)\(tracing.errors)")
            kill(child, SIGKILL)
            tracing.send(2)
            #expect(try tracing.finish(timeout: 30).status == 0)
            try parent.finish()
        }

        @Test func `processes that start later are traced under their names`() throws {
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qZn", "workload*:::guarded { printf(\"%s\\n\", probeprov); @ = count(); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-n", "END { printa(\"count %@d\\n\", @); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            let workload = try Workload("usdt-workload")
            // The program sees by its semaphore that the probe is enabled; its name may come a little later.
            var enabled = 0
            var rounds = 0
            while rounds < 500, !tracing.output.contains("workload\(workload.id)\n") {
                if try workload.fire(1) == "fired 1 guarded 1" { enabled += 1 }
                rounds += 1
                usleep(20_000)
            }
            _ = try workload.fire(9)
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            #expect(result.output.contains("workload\(workload.id)\n"), "\(rounds) \(result.output)\(result.errors)")
            #expect(result.output.contains("count \(enabled + 9)\n"), "\(rounds) \(result.output)\(result.errors)")
            try workload.finish()
        }
    }
}
