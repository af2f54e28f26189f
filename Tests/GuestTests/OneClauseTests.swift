import TestSupport
import Testing

extension GuestTests {
    /// One clause over the probes of four kinds, against workloads of known numbers.
    struct OneClauseTests {
        static let steps = [
            GuestStep(
                "one-clause",
                """
                cat > one.d <<'END'
                kprobe:vmlinux:vfs_read:entry, tracepoint:syscalls::sys_enter_read, profile:::profile-97,
                usdt:/bin/usdt-workload:workload:immediate
                /probeprov == "profile" || probeprov == "usdt" || execname == "syscall-workloa"
                    && (probeprov == "kprobe" ? arg2 : arg3) == 1/
                { @[probeprov, probename] = count(); }
                END
                dtrace-prov -q -o out -s one.d -n 'BEGIN { printf("ready\\n"); }' &
                for try in $(seq 300); do grep -q ready out 2>/dev/null && break; sleep 0.1; done
                syscall-workload 400 0 0 0 >/dev/null
                usdt-workload 20 >/dev/null
                kill -TERM $!
                wait $!
                status=$?
                cat out
                exit $status
                """),
            GuestStep("one-clause-plan", "dtrace-prov --explain -s one.d"),
        ]

        @Test(arguments: [Guest.Preemption.none, .full])
        func `counts are exact under every carrier`(preemption: Guest.Preemption) throws {
            let result = try AcceptanceRun.result(of: "one-clause", preemption)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.counts["kprobe entry"] == 400, "\(result.output)")
            #expect(result.counts["tracepoint sys_enter_read"] == 400)
            #expect(result.counts["usdt immediate"] == 20)
            #expect(try #require(result.counts["profile profile-97"]) > 0)
        }

        @Test func `the clause is compiled once and its image is the same under every carrier`() throws {
            let plan = try AcceptanceRun.result(of: "one-clause-plan").output
            #expect(plan.matches(of: #/(?m)^clause \d+ /#).count == 1, "\(plan)")
            let hash = try #require(plan.firstMatch(of: #/instructions, hash ([0-9a-f]{16})/#)).1
            let images = plan.matches(of: #/image of clause 0 hash ([0-9a-f]{16})/#).map(\.1)
            #expect(images == [hash, hash, hash, hash])
            let carriers = plan.matches(of: #/(?m)^carrier (\S+):/#).map { String($0.1) }
            #expect(carriers.sorted() == ["kprobe", "perf_event", "raw_tp", "uprobe"])
        }
    }
}
