import TestSupport
import Testing

extension GuestTests {
    /// What trying finds out about Debian's 6.1.
    struct FeatureTests {
        static let steps = [
            GuestStep("features", "dtrace-prov providers -v"),
            GuestStep(
                "fentry",
                """
                cat >fentry.d <<'END'
                fbt:vmlinux:vfs_read:entry, rawfbt:vmlinux:vfs_read:entry /pid == $target && arg2 == 1/
                { @[probeprov, probename] = count(); @size[probeprov] = sum(arg2); }
                fbt:vmlinux:vfs_read:return, rawfbt:vmlinux:vfs_read:return /pid == $target && args[1] == 1 && arg0 == 0/
                { @[probeprov, probename] = count(); }
                fbt:vmlinux:vfs_read:entry /pid == $target && args[2] == 1 && args[0]->f_mode & 1/ { n++; }
                fbt:vmlinux:vfs_read:entry /pid == $target && n == 1/ { trace(*(int *)0); }
                ERROR { @faults[arg4] = count(); }
                END { printf("readable %d\\n", n); }
                END
                dtrace-prov --explain -s fentry.d -c true | grep -E '^carrier'
                dtrace-prov -q -s fentry.d -c 'syscall-workload 400 0 0 0'
                """),
            GuestStep("return", "dtrace-prov -w -n 'rawfbt:vmlinux:vfs_read:entry /pid == 0/ { return(0); }'"),
        ]

        @Test func `functions can be made to return only where the kernel allows it`() throws {
            let result = try AcceptanceRun.result(of: "return")
            #expect(result.status == 1)
            #expect(
                result.errors.contains(
                    "could not enable tracing: return() cannot be used: this kernel lets no function be overridden "),
                "\(result.errors)")
        }

        @Test func `clauses are linked into programs that are bound to one function`() throws {
            let result = try AcceptanceRun.result(of: "fentry")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.contains("carrier fentry: linked\n"))
            #expect(result.output.contains("carrier fexit: linked\n"))
            #expect(result.output.contains("carrier kprobe: tail calls\n"))
            for probe in ["fbt entry", "fbt return", "rawfbt entry", "rawfbt return"] {
                #expect(result.counts[probe] == 400, "\(probe): \(result.output) \(result.errors)")
            }
            #expect(result.counts["fbt"] == 400)
            #expect(result.counts["readable"] == 400)
            #expect(result.errors.contains("invalid address (0x0)"))
        }

        @Test func `features are found as the kernel has them`() throws {
            let table = try AcceptanceRun.result(of: "features").output
            func answer(_ feature: String) -> Substring? {
                table.split(separator: "\n").first { $0.hasPrefix(feature + " ") }?.split(separator: " ").dropFirst()
                    .first
            }
            for present in [
                "kprobe", "uprobe", "perfEventCookie", "fentry", "tailCallInSubprogram", "ringBuffer", "boundedLoop",
            ] {
                #expect(answer(present) == "yes", "\(present): \(table)")
            }
            // kprobe.multi needs CONFIG_FPROBE, uprobe.multi 6.6, the others 6.10.
            for absent in ["kprobeMulti", "uprobeMulti", "rawTracepointCookie", "preemptDisable", "returnOverride"] {
                #expect(answer(absent) == "no", "\(absent): \(table)")
            }
            for provider in [
                "dtrace", "profile", "tracepoint", "kprobe", "perf", "usdt", "uprobe", "fbt", "rawfbt", "rawtp", "proc",
                "io", "ip", "tcp", "udp",
            ] {
                #expect(answer(provider) == "yes", "\(provider): \(table)")
            }
            // The emulated machine counts no cycles; the event behind sched:::remain-on-cpu came with 6.17.
            for provider in ["cpc", "sched"] { #expect(answer(provider) == "partly", "\(provider): \(table)") }
        }
    }
}
