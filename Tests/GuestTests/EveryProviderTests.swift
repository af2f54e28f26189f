import TestSupport
import Testing

extension GuestTests {
    /// One clause over probes of every provider that a stock kernel serves, against workloads of known numbers.
    ///
    /// The disk is that of `ProviderTests`, whose steps come first.
    struct EveryProviderTests {
        static let steps = [
            GuestStep(
                "every-provider",
                """
                cat >every.d <<'END'
                syscall::read:entry, kprobe:vmlinux:vfs_read:entry, fbt::vfs_read:entry,
                tracepoint:syscalls::sys_enter_read, io:::start, io:::done,
                rawtp:sched::sched_process_exit, usdt:/bin/usdt-workload:workload:immediate,
                uprobe:/bin/call-workload:workload_eight:entry, pid$target:a.out:workload_add:entry,
                proc:::exit, profile:::profile-97
                /probeprov == "profile" || probeprov == "io"
                || (execname == "call-workload" || execname == "usdt-workload" || execname == "syscall-workloa")
                && (probefunc != "vfs_read" || arg2 == 1) && (probefunc != "read" || arg2 == 1)
                && (probename != "sys_enter_read" || arg3 == 1)/
                { @[probeprov == "profile" ? "profile" : strjoin(probeprov, strjoin(" ", probename))] = count(); }
                END
                dtrace-prov -q -s every.d -c 'call-workload 50' -c 'usdt-workload 20' -c 'syscall-workload 400 0 0 0' \\
                    -c 'disk-workload /dev/loop0 20 30'
                """)
        ]

        @Test func `one clause counts what each of eleven providers saw`() throws {
            let result = try AcceptanceRun.result(of: "every-provider")
            #expect(result.status == 0, "\(result.errors)")
            var counts = result.counts
            #expect(counts.removeValue(forKey: "profile") ?? 0 > 0, "\(result.output)\(result.errors)")
            // The provider of a process's probes has its number in the name.
            let process = counts.first { $0.key.contains(#/^pid\d+ entry$/#) }
            #expect(process?.value == 50)
            if let process { counts[process.key] = nil }
            let expected = [
                "syscall entry": 400, "kprobe entry": 400, "fbt entry": 400, "io start": 50, "io done": 50,
                "tracepoint sys_enter_read": 400,
                "rawtp sched_process_exit": 3, "usdt immediate": 20, "uprobe entry": 50, "proc exit": 3,
            ]
            #expect(counts.filter { expected[$0.key] != nil } == expected, "\(result.output)\(result.errors)")
        }
    }
}
