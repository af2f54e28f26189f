import TestSupport
import Testing

extension LiveTests {
    /// Statically defined probes under DTrace's names.
    struct USDTTests {
        private let workload = Live.workload("usdt-workload")

        @Test func `probes of the target are found by its process id`() throws {
            let result = try Live.run(
                "-qn", "workload$target:a.out::twice { @[probefunc, arg0] = count(); }", "-n",
                "END { printa(\"%s %d %@d\\n\", @); printf(\"workload%d\\n\", $target); }", "-c", "\(workload) 3")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("fire_registers 1 3\n"))
            #expect(result.output.contains("fire_twice 2 3\n"))
        }

        @Test func `a pattern for the process id counts in processes that start later`() throws {
            let running = try Workload("usdt-workload")
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qn", "workload*:usdt-workload:fire_guarded:guarded { @[probeprov, pid] = count(); }", "-n",
                "BEGIN { printf(\"begin\\n\"); }", "-n", "END { printa(\"%s %d %@d\\n\", @); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            let later = try Workload("usdt-workload")
            // The semaphore is raised in processes that start later, too.
            #expect(try later.fire(5) == "fired 5 guarded 5")
            #expect(try running.fire(3) == "fired 3 guarded 3")
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            #expect(result.output.contains("workload\(running.id) \(running.id) 3\n"), "\(result.output)")
            let others = result.output.split(separator: "\n").filter { $0.hasSuffix(" \(later.id) 5") }
            #expect(others.count == 1, "\(result.output)")
            try running.finish()
            try later.finish()
        }

        @Test func `a clause on one process and another on all count apart`() throws {
            let first = try Workload("usdt-workload")
            let second = try Workload("usdt-workload")
            let folder = try TemporaryFolder()
            let tracing = try Live.start(
                "-qn", "workload\(first.id):::none { @one = count(); }", "-n", "workload*:::none { @[pid] = count(); }",
                "-n", "BEGIN { printf(\"begin\\n\"); }", "-n",
                "END { printa(\"one %@d\\n\", @one); printa(\"%d %@d\\n\", @); }", in: folder)
            #expect(tracing.wait { $0.output.contains("begin") }, "\(tracing.errors)")
            _ = try first.fire(3)
            _ = try second.fire(4)
            tracing.send(2)
            let result = try tracing.finish(timeout: 30)
            for line in ["one 3\n", "\(first.id) 3\n", "\(second.id) 4\n"] {
                #expect(result.output.contains(line), "\(result.output)")
            }
            try first.finish()
            try second.finish()
        }

        @Test func `floating-point arguments are printed by their values`() throws {
            let program = try CompiledProgram(
                [
                    "main.c": """
                    #include <sys/sdt.h>
                    volatile double kept;
                    __attribute__((noinline)) void fire(double a, float b, int n)
                    {
                        DTRACE_PROBE3(numbers, three, a, b, n);
                        kept = a + b;
                    }
                    int main(void) { for (int i = 0; i < 2; i++) fire(i * -2.5, i + 0.25f, i - 7); }
                    """
                ], ["-O2"])
            let result = try Live.run(
                "-qn", "numbers$target:::three { printf(\"%f %.3f %d\\n\", args[0], args[1], args[2]); }", "-n",
                "numbers$target:::three /args[2] == -6/ { printf(\"bits %x %x\\n\", arg0, arg1); }", "-c", program.path)
            #expect(
                result.output.split(separator: "\n") == [
                    "-0.000000 0.250 -7", "-2.500000 1.250 -6", "bits c004000000000000 3fa00000",
                ], "\(result.output)\(result.errors)")
            let refused = try Live.run("-n", "numbers$target:::three { trace(args[0] + 1); }", "-c", program.path)
            #expect(refused.errors.contains("operands have incompatible types: \"double\" + \"int\""))
        }
    }
}
