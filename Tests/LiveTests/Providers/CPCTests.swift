import TestSupport
import Testing

extension LiveTests {
    /// The cpc provider, by the events that need no hardware.
    struct CPCTests {
        @Test func `clocks fire in the modes asked for, where the program is`() throws {
            let script = """
                BEGIN { all = 0; both = 0; none = 0; user = 0; wrong = 0; kernel = 0; }
                cpc:::cpu_clock-all-500000 { all++; both += arg0 != 0 && arg1 != 0; none += arg0 == 0 && arg1 == 0; }
                cpc:::cpu_clock-user-500000 { user++; wrong += arg0 != 0; }
                cpc:::cpu_clock-kernel-500000 { kernel++; wrong += arg1 != 0; }
                tick-300ms
                {
                    printf("%d %d %d %d %d %d", all > 10, kernel > 0, user > 0, wrong, both, none);
                    exit(0);
                }
                """
            // The kernels of some virtual machines withhold the samples of an idle processor.
            let result = try Live.run("-qn", script, "-c", "dd if=/dev/zero of=/dev/null bs=1")
            #expect(result.output == "1 1 1 0 0 0\n")
        }

        @Test func `faults are counted one by one`() throws {
            let run = try ProviderRun(
                """
                cpc:::page_faults-all-1 /pid == $target/ { @ = count(); }
                perf:software:page-faults:1 /pid == $target/ { @other = count(); }
                END { printa("%@d\\n", @); printa("%@d\\n", @other); }
                """, over: "call-workload 1")
            try #require(run.lines.count == 2, "\(run.lines)")
            #expect(run.lines[0] == run.lines[1])
            #expect(try #require(Int(run.lines[0])) > 2)
        }

        @Test func `a counter that the machine lacks is refused with the reason`() throws {
            let sources = try runCommand("ls", ["/sys/bus/event_source/devices"]).output.split(separator: "\n")
            guard !sources.contains(where: { $0 == "cpu" || $0.hasPrefix("cpu_") }) else { return }
            let result = try Live.run("-n", "cpc:::cpu_cycles-all-1000000")
            #expect(result.status == 1)
            #expect(
                result.errors.contains("the kernel offers no hardware counters on this machine"), "\(result.errors)")
        }
    }
}
