import Foundation
import TestSupport
import Testing

extension LiveTests {
    /// Libraries that commands load while they are traced.
    struct LibraryHoldTests {
        /// Loads a library as often as it is told, and calls its function 10 times each time.
        private static let loader = """
            #include <dlfcn.h>
            #include <stdlib.h>
            int main(int argc, char **argv) {
                for (int round = 0; round < atoi(argv[2]); round++) {
                    void *library = dlopen(argv[1], RTLD_NOW);
                    int (*late)(int) = (int (*)(int))dlsym(library, "late_function");
                    for (int i = 0; i < 10; i++) late(i);
                    dlclose(library);
                }
                return 0;
            }
            """

        /// Its function runs when it is loaded, before anybody could call it.
        private static let library = """
            __attribute__((noinline)) int late_function(int a) { __asm__ volatile(""); return a + 1; }
            __attribute__((constructor)) static void initialize(void) { late_function(0); }
            """

        private static let clause = """
            pid$target:liblate:late_function:entry { @ = count(); } END { printa("%@d\\n", @); }
            """

        @Test func `the first instructions of a library are traced`() throws {
            let program = try CompiledProgram(["loader.c": Self.loader])
            let library = try CompiledProgram(["late.c": Self.library], ["-shared", "-fPIC"], name: "liblate.so.1")
            let result = try Live.run("-qZn", Self.clause, "-c", "\(program.path) \(library.path) 4")
            #expect(result.output.trimmingCharacters(in: .newlines) == "44", "\(result)")
        }

        @Test func `a command held at exec is traced in its libraries from their first instruction`() throws {
            let result = try Live.run(
                "-qZn", "pid$target:libc:malloc:entry { @ = count(); } END { printa(\"%@d\\n\", @); }",
                "-x", "evaltime=exec", "-c", "\(Live.workload("heap-workload")) 300")
            let count = Int(result.output.trimmingCharacters(in: .newlines)) ?? 0
            #expect((300..<400).contains(count), "\(result)")
        }

        @Test func `a command that runs another program is traced in that one's libraries`() throws {
            let program = try CompiledProgram(["loader.c": Self.loader])
            let library = try CompiledProgram(["late.c": Self.library], ["-shared", "-fPIC"], name: "liblate.so.1")
            let result = try Live.run(
                "-qZn", Self.clause, "-c", "/usr/bin/env \(program.path) \(library.path) 3")
            #expect(result.output.trimmingCharacters(in: .newlines) == "33", "\(result)")
        }
    }
}
