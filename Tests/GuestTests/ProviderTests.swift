import Foundation
import TestSupport
import Testing

extension GuestTests {
    /// The providers of the kernel's own activity, where functions can be traced and tracepoints have no cookies.
    struct ProviderTests {
        static let steps = [
            GuestStep(
                "module-and-disk",
                """
                insmod /loop.ko
                dd if=/dev/zero of=disk bs=1M count=1 2>/dev/null
                losetup /dev/loop0 disk
                cat >disk.d <<'END'
                io:::start, io:::done /args[1]->dev_statname == "loop0"/
                {
                    @[probename, args[0]->b_flags & B_WRITE ? "write" : "read", args[0]->b_bcount] = count();
                    @places[probename] = sum(args[0]->b_blkno);
                }
                fbt:loop:loop_queue_rq:entry, rawfbt:loop:loop_queue_rq:entry
                { @[probeprov, probefunc, args[1]->rq->__data_len] = count(); }
                fbt:loop:loop_queue_rq:return { @[probeprov, "result", args[1]] = count(); }
                END { printa("%s %s %d %@d\\n", @); printa("places %s %@d\\n", @places); }
                END
                dtrace-prov -q -s disk.d -c 'disk-workload /dev/loop0 20 30'
                """),
            GuestStep(
                "waits-and-locks",
                """
                dtrace-prov -q -c 'disk-workload /dev/loop0 20 30' -n '
                    io:::wait-start { @[probename, args[1]->dev_statname, args[0]->b_bcount] = count(); }
                    io:::wait-done { @[probename, args[1]->dev_statname, args[0]->b_error] = count(); }'
                dtrace-prov -q -c process-workload -n '
                    lockstat:::adaptive-acquire /pid == $target && arg0 != 0/ { @[probename] = count(); }
                    lockstat:::adaptive-release /pid == $target && arg0 != 0/ { @[probename] = count(); }
                    lockstat:::rw-acquire, lockstat:::rw-release /pid == $target && arg0 != 0/
                    { @rw[probename, arg1] = count(); }
                    fbt::mutex_lock:entry /pid == $target/ { @["mutex_lock"] = count(); }'
                """),
            GuestStep(
                "conformance",
                "provider-conformance fbt exactNames patterns laziness arguments availability values attaching"),
            GuestStep(
                "processes",
                """
                dtrace-prov -q -c /bin/process-workload -n 'proc::: /progenyof($target)/ { @[probename] = count(); }
                    sched:::sleep, sched:::off-cpu, sched:::on-cpu /pid == $target && tid == pid/ { @[probename] = count(); }'
                """),
            GuestStep(
                "network",
                """
                cat >network.d <<'END'
                tcp:::send, tcp:::receive, tcp:::connect-established, tcp:::accept-established
                { @[probename] = count(); }
                tcp:::send /args[2]->ip_plength == 1000 + args[4]->tcp_offset/ { @["data"] = count(); }
                udp:::receive /args[4]->udp_length == 85/ { @["datagrams"] = count(); }
                END { printa("%s %@d\\n", @); }
                END
                dtrace-prov -q -s network.d -c 'network-workload tcp 1000'
                dtrace-prov -q -s network.d -c 'network-workload udp 7 77 6'
                """),
            GuestStep(
                "statistics",
                """
                dtrace-prov -q -c 'syscall-workload 10 0 50 0' -n '
                    sysinfo:::namei, sysinfo:::readch, vminfo:::as_fault /pid == $target/ { @[probename] = sum(arg0); }
                    vminfo:::anonpgin, vminfo:::pgswapin { @[probename] = sum(arg0); }'
                for provider in sysinfo vminfo; do provider-conformance $provider attaching; done
                """),
            GuestStep(
                "kernel-stacks",
                """
                dtrace-prov -q -c 'syscall-workload 0 5 0 0' -n '
                    syscall::getpid:entry, rawtp:raw_syscalls::sys_enter, tracepoint:raw_syscalls::sys_enter
                    /pid == $target && (probeprov == "syscall" || arg0 == 39 || arg1 == 39)/
                    {
                        @depths[probeprov, stackdepth] = count();
                        @callers[probeprov, caller] = count();
                        @keys[stack()] = count();
                        stack(1);
                    }
                    END
                    {
                        printa("depth %s %d %@d\\n", @depths);
                        printa("caller %s %a %@d\\n", @callers);
                        printa("key %k %@d\\n", @keys);
                    }'
                """),
            GuestStep("unavailable", "dtrace-prov -n sched:::remain-on-cpu"),
            GuestStep(
                "every-way",
                """
                dtrace-prov -q -c 'syscall-workload 400 0 0 0' -n '
                    fbt::vfs_read:entry, rawfbt::vfs_read:entry, syscall::read:entry, rawtp:raw_syscalls::sys_enter
                    /pid == $target && (probeprov == "rawtp" ? arg1 == 0 : arg2 == 1)/ { @[probeprov] = count(); }'
                """),
        ]

        @Test func `requests to a disk and the functions of its module are seen`() throws {
            let result = try AcceptanceRun.result(of: "module-and-disk")
            #expect(result.status == 0, "\(result.errors)")
            for (line, count) in [
                "start write 4096": 20, "start read 4096": 30, "done write 4096": 20, "done read 4096": 30,
                "places start": 5_000, "places done": 5_000, "fbt loop_queue_rq 4096": 50,
                "rawfbt loop_queue_rq 4096": 50, "fbt result 0": 50,
            ] {
                #expect(result.counts[line] == count, "\(line): \(result.output) \(result.errors)")
            }
        }

        @Test func `waits for a disk and holds of locks begin and end alike`() throws {
            let result = try AcceptanceRun.result(of: "waits-and-locks")
            #expect(result.status == 0, "\(result.errors)")
            let counts = result.counts
            // Direct transfers, for each of which the thread waits.
            #expect(counts["wait-start loop0 4096"] == 50 && counts["wait-done loop0 0"] == 50, "\(result.output)")
            #expect(try #require(counts["adaptive-acquire"]) >= counts["mutex_lock"] ?? 1, "\(result.output)")
            #expect(counts["adaptive-acquire"] == counts["adaptive-release"], "\(result.output)")
            for side in ["0", "1"] {
                #expect(try #require(counts["rw-acquire \(side)"]) > 0, "\(result.output)")
                #expect(counts["rw-acquire \(side)"] == counts["rw-release \(side)"], "\(result.output)")
            }
        }

        @Test func `statistics that stand on functions are counted, two of them on one function as well`() throws {
            let result = try AcceptanceRun.result(of: "statistics")
            #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
            // Fifty names are looked up to be opened, and some for the start of the program.
            #expect((50..<100).contains(result.counts["namei", default: 0]), "\(result.output)")
            #expect(result.counts["as_fault", default: 0] > 0, "\(result.output)")
            #expect(result.counts["readch", default: 0] >= 10, "\(result.output)")
        }

        @Test func `kernel stacks of tracepoints begin in the kernel's own code, in every way to see them`() throws {
            let result = try AcceptanceRun.result(of: "kernel-stacks")
            #expect(result.status == 0 && result.errors.isEmpty, "\(result)")
            let lines = result.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            // One key for all providers: the frames, then how many firings there were.
            let key = try #require(lines.firstIndex(of: "key"), "\(lines)")
            let frames = Array(lines[(key + 1)...].prefix { $0.contains("`") })
            try #require(frames.count > 2 && lines.dropFirst(key + 1 + frames.count).first == "18", "\(lines)")
            #expect(lines.filter { $0.hasPrefix("depth ") || $0.hasPrefix("caller ") }.count == 6)
            for provider in ["syscall", "rawtp", "tracepoint"] {
                #expect(result.counts["depth \(provider) \(frames.count)"] == 6, "\(lines)")
                #expect(result.counts["caller \(provider) \(frames[1])"] == 6, "\(lines)")
            }
            #expect(lines[..<key].count { $0 == frames[0] } == 18, "\(lines)")
            #expect(frames[1].hasPrefix("vmlinux`do_syscall_64+"), "\(lines)")
        }

        @Test func `fbt keeps the rules of providers where functions can be traced`() throws {
            let result = try AcceptanceRun.result(of: "conformance")
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.output.split(separator: "\n").filter { !$0.hasSuffix("0xa6c160") } == [])
        }

        @Test func `processes, threads and signals are counted`() throws {
            let result = try AcceptanceRun.result(of: "processes")
            #expect(result.status == 0, "\(result.errors)")
            for (probe, count) in [
                "create": 5, "start": 5, "exec": 2, "exec-failure": 1, "exec-success": 1, "exit": 6, "lwp-create": 9,
                "lwp-start": 9, "lwp-exit": 10, "signal-handle": 1, "signal-clear": 1,
            ] {
                #expect(result.counts[probe] == count, "\(probe): \(result.output)")
            }
            let sleeps = try #require(result.counts["sleep"])
            #expect(try #require(result.counts["off-cpu"]) >= sleeps)
            #expect(try #require(result.counts["on-cpu"]) >= sleeps)
        }

        @Test func `segments and datagrams are counted`() throws {
            let result = try AcceptanceRun.result(of: "network")
            #expect(result.status == 0, "\(result.errors)")
            for (name, count) in [
                "send": 8, "receive": 8, "connect-established": 1, "accept-established": 1, "data": 1, "datagrams": 7,
            ] {
                #expect(result.counts[name] == count, "\(name): \(result.output)")
            }
        }

        @Test func `a probe that this kernel cannot make says what it stands on`() throws {
            let result = try AcceptanceRun.result(of: "unavailable")
            #expect(result.status == 1)
            #expect(
                result.errors.contains("sched:::remain-on-cpu stands on rawtp:::sched_exit_tp, of which this kernel"))
        }

        @Test func `one clause counts the same reads in every way`() throws {
            let result = try AcceptanceRun.result(of: "every-way")
            for provider in ["fbt", "rawfbt", "syscall"] {
                #expect(result.counts[provider] == 400, "\(provider): \(result.output) \(result.errors)")
            }
            #expect(try #require(result.counts["rawtp"]) >= 400)
        }
    }
}
