import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// A program with 50,000 functions.
    struct ManyFunctionsTests {
        private static let count = 50_000

        /// All functions in a row, each as a compiler would begin and end it, and a table of them.
        private static var functions: String {
            var text = ".text\n"
            var table = ".section .data.rel.ro,\"aw\"\n.globl table\ntable:\n"
            for index in 0..<count {
                let name = "f\(index)"
                text += ".globl \(name)\n.type \(name),@function\n\(name): push %rbp\nmov %rsp,%rbp\npop %rbp\nret\n"
                text += ".size \(name),.-\(name)\n"
                table += ".quad \(name)\n"
            }
            return text + table + ".section .note.GNU-stack,\"\",@progbits\n"
        }

        /// Calls every function N times when told "N"; prints where they are.
        private static let main = """
            #include <stdio.h>
            #include <stdlib.h>
            extern void (*const table[])(void);
            int main(void) {
                char line[64];
                printf("ready\\n");
                fflush(stdout);
                while (fgets(line, sizeof line, stdin)) {
                    long n = atol(line);
                    for (long r = 0; r < n; r++)
                        for (int i = 0; i < \(count); i++) table[i]();
                    printf("%p\\n", (void *)table[0]);
                    fflush(stdout);
                }
            }
            """

        @Test func `every function is counted, and no breakpoint remains`() throws {
            let program = try CompiledProgram(["main.c": Self.main, "functions.s": Self.functions])
            let workload = try Workload(path: program.path)
            let start = try #require(UInt64(try workload.fire(0).dropFirst(2), radix: 16))
            let memory = ProcessMemory(of: workload.id)
            let size = Self.count * 6
            let original = try memory.bytes(at: start, count: size)
            #expect(original.count == size && !original.contains(0xcc))
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qn", "pid\(workload.id):a.out:f[0-9]*:entry { @ = count(); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-n", "END { printa(\"count %@d\\n\", @); }", in: folder)
            #expect(tracing.wait(timeout: 100) { $0.output.contains("begin") }, "\(tracing.errors)")
            #expect(try memory.bytes(at: start, count: size).count { $0 == 0xcc } == Self.count)
            _ = try workload.fire(1)
            tracing.send(2)
            let result = try tracing.finish(timeout: 60)
            #expect(result.output.contains("count \(Self.count)\n"), "\(result.output) \(result.errors)")
            #expect(try memory.bytes(at: start, count: size) == original)
            _ = try workload.fire(1)
            try workload.finish()
        }
    }
}
