import TestSupport
import Testing

extension GuestTests {
    /// A kernel that keeps its memory to itself: what it refuses is said in a sentence, and the rest works.
    struct LockdownTests {
        private static let refused = [
            (
                "memory", "BEGIN { trace(curthread->pid); exit(0); }",
                "BPF program load for 'dtrace:::BEGIN' failed: a clause reads the kernel's memory with "
                    + "bpf_probe_read_kernel(), which this kernel refuses here: it is locked down (confidentiality)"
            ),
            (
                "kprobe", "rawfbt::ksys_read:entry { exit(0); }",
                "cannot observe the kernel function ksys_read: the kernel does not permit it; this process has the rights "
                    + "it needs, so a policy of the system (lockdown or a security module) forbids it"
            ),
            (
                "event", "tracepoint:sched::sched_switch { exit(0); }",
                "the tracepoint provider is not available: /sys/kernel/tracing is empty: a kernel locked down for "
                    + "confidentiality keeps its trace events to itself"
            ),
            (
                "write", "BEGIN { copyout(alloca(8), 1, 1); exit(0); }",
                "copyout() and copyoutstr() write to user memory with bpf_probe_write_user(), which this kernel refuses"
            ),
        ]

        @Test func `what a locked-down kernel refuses is said, the rest works`() throws {
            var guest = try Guest.withPrograms(["syscall-workload", "usdt-workload"])
            guest.kernelOptions = "lockdown=confidentiality"
            let results = try guest.run(
                Self.refused.map { GuestStep($0.0, "dtrace-prov -qw -n '\($0.1)'") } + [
                    GuestStep(
                        "rest",
                        """
                        dtrace-prov -q -c 'syscall-workload 400 0 0 0' -n '
                        syscall::read:entry /pid == $target/ { @[probeprov] = count(); }
                        fbt::vfs_read:entry /pid == $target/ { @[probeprov] = count(); }'
                        """)
                ])
            for (name, _, sentence) in Self.refused {
                let result = try #require(results[name])
                #expect(result.status == 1, "\(name)")
                #expect(result.errors.contains(sentence), "\(name): \(result.errors)")
            }
            let rest = try #require(results["rest"])
            #expect(rest.counts["syscall"].map { $0 >= 400 } == true, "\(rest.output) \(rest.errors)")
            #expect(rest.counts["fbt"] == rest.counts["syscall"], "\(rest.output) \(rest.errors)")
        }
    }
}
