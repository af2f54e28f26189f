import TestSupport
import Testing

extension GuestTests {
    /// Entry and return of kernel functions.
    struct KprobeTests {
        static let steps = [
            GuestStep(
                "kprobe-return",
                """
                dtrace-prov -q -c 'syscall-workload 400 0 0 0' -n '
                kprobe:vmlinux:vfs_read:return /pid == $target/ { @[arg0, arg1, args[1]] = count(); }'
                """),
            GuestStep(
                "kprobe-types",
                """
                dtrace-prov -q -c 'syscall-workload 400 0 0 0' -n '
                kprobe:vmlinux:vfs_read:entry /pid == $target/
                {
                    @[args[2], args[0]->f_flags & 3, args[0]->f_mode & 1,
                        stringof(args[0]->f_path.dentry->d_name.name), args[2] == arg2, (uint64_t)args[0] == arg0] = count();
                }'
                """),
            GuestStep("kprobe-arguments", "dtrace-prov -lvn kprobe:vmlinux:vfs_read:"),
            GuestStep(
                "ambiguous",
                """
                dtrace-prov -qn 'BEGIN { printf("ready\\n"); } kprobe:vmlinux:cmask_show:entry { n++; }' >ambiguous.out &
                for try in $(seq 300); do grep -q ready ambiguous.out 2>/dev/null && break; sleep 0.1; done
                echo "functions $(grep -c ' cmask_show$' /proc/kallsyms)"
                echo "places $(grep -c cmask_show /sys/kernel/debug/kprobes/list)"
                kill -TERM $!
                wait $!
                echo "status $?"
                """),
            GuestStep(
                "wildcard",
                """
                dtrace-prov --explain -n 'kprobe::vfs_*:entry { @[probefunc] = count(); }' | grep -E 'stub of|programs:'
                dtrace-prov -q -c 'syscall-workload 50 0 0 0' -n '
                    kprobe::vfs_rea*:entry /pid == $target && arg2 == 1/ { @[probefunc] = count(); }'
                """),
            GuestStep(
                "killed",
                """
                probes() { wc -l </sys/kernel/debug/kprobes/list; }
                programs() { cat /proc/[0-9]*/fdinfo/* 2>/dev/null | grep -c '^prog_id'; }
                dtrace-prov -qn 'BEGIN { printf("ready\\n"); } kprobe::vfs_rea*:entry { @ = count(); }' >killed.out &
                for try in $(seq 300); do grep -q ready killed.out 2>/dev/null && break; sleep 0.1; done
                sleep 0.5
                echo "probes before $(probes)"
                echo "programs before $(programs)"
                kill -9 $!
                wait $! 2>/dev/null
                for try in $(seq 100); do [ $(probes) = 0 ] && break; sleep 0.1; done
                echo "probes after $(probes)"
                echo "programs after $(programs)"
                echo "events after $(cat /sys/kernel/tracing/kprobe_events | wc -l)"
                """),
        ]

        @Test func `the return value is arg1 and args[1]`() throws {
            let result = try AcceptanceRun.result(of: "kprobe-return")
            #expect(result.counts["0 1 1"] == 400, "\(result.output) \(result.errors)")
        }

        @Test func `arguments have the kernel's types`() throws {
            let result = try AcceptanceRun.result(of: "kprobe-types")
            // One byte, opened read-only, readable, from /dev/zero; args[] and arg agree.
            #expect(result.counts["1 0 1 zero 1 1"] == 400, "\(result.output) \(result.errors)")
            let list = try AcceptanceRun.result(of: "kprobe-arguments").output
            #expect(
                list.contains(
                    "\t\targs[0]: struct file *\n\t\targs[1]: char *\n\t\targs[2]: size_t\n\t\targs[3]: loff_t *\n"))
            #expect(list.contains("\t\targs[0]: int\n\t\targs[1]: ssize_t\n"))
        }

        @Test func `a name that several functions have means all of them`() throws {
            let result = try AcceptanceRun.result(of: "ambiguous")
            #expect(result.counts["functions", default: 0] > 1, "\(result.output) \(result.errors)")
            #expect(result.counts["places"] == result.counts["functions"])
            #expect(result.counts["status"] == 0)
        }

        @Test func `functions that match share one program`() throws {
            let result = try AcceptanceRun.result(of: "wildcard")
            let sites = try #require(
                result.output.firstMatch(of: #/by cookie, clauses 0(?: linked)?, sites: (\d+)/#).flatMap { Int($0.1) })
            #expect(sites > 50)
            #expect(result.output.contains("programs: 1,"))
            #expect(result.counts["vfs_read"] == 50, "\(result.output) \(result.errors)")
        }

        @Test func `a killed session leaves nothing in the kernel`() throws {
            let result = try AcceptanceRun.result(of: "killed")
            #expect(result.counts["probes before", default: 0] > 1, "\(result.output) \(result.errors)")
            #expect(result.counts["programs before", default: 0] > 1)
            #expect(result.counts["probes after"] == 0)
            #expect(result.counts["programs after"] == 0)
            #expect(result.counts["events after"] == 0)
        }
    }
}
