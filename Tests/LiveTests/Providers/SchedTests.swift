import TestSupport
import Testing

extension LiveTests {
    /// The sched provider, against a program that waits for its children.
    struct SchedTests {
        @Test func `a thread that sleeps leaves its processor and comes back to it`() throws {
            let script = """
                syscall::wait4:entry /pid == $target/ { self->waits = 1; @waits = count(); }
                syscall::wait4:return { self->waits = 0; }
                sched:::sleep /self->waits/ { @[probename] = count(); self->sleeps = 1; }
                sched:::off-cpu /self->sleeps/ { @[probename] = count(); }
                sched:::dequeue /self->waits/ { @[args[1]->pr_pid == $target ? probename : "other"] = count(); }
                sched:::on-cpu /self->sleeps/ { @[probename] = count(); self->sleeps = 0; }
                END { printa("%s %@d\\n", @); printa("waits %@d\\n", @waits); }
                """
            let lines = try ProviderRun(script, over: "process-workload").lines
            #expect(lines.contains("waits 5"), "\(lines)")
            let sleeps = try #require(lines.first { $0.hasPrefix("sleep ") }, "\(lines)").dropFirst(6)
            for name in ["dequeue", "off-cpu", "on-cpu"] { #expect(lines.contains("\(name) \(sleeps)"), "\(lines)") }
        }

        @Test func `whoever wakes a thread is seen, and which thread`() throws {
            let script = """
                sched:::wakeup, sched:::enqueue /args[1]->pr_ppid == $target && args[1]->pr_pid != pid/
                { @[probename, args[0]->pr_lwpid == args[1]->pr_pid] = count(); }
                sched:::enqueue /args[1]->pr_ppid == $target/ { @cpus[args[2]->cpu_id >= 0, args[3]] = count(); }
                END { printa("%s %d %@d\\n", @); printa("cpus %d %d %@d\\n", @cpus); }
                """
            let lines = try ProviderRun(script, over: "process-workload").lines
            // Five children are put on a run queue for the first time; one is woken by a signal besides.
            let enqueued = try #require(lines.first { $0.hasPrefix("enqueue 1 ") }.flatMap { Int($0.dropFirst(10)) })
            #expect(enqueued >= 5, "\(lines)")
            #expect(lines.contains { $0.hasPrefix("wakeup 1 ") }, "\(lines)")
            #expect(lines.contains { $0.hasPrefix("cpus 1 0 ") }, "\(lines)")
            #expect(!lines.contains { $0.hasPrefix("enqueue 0") || $0.hasPrefix("cpus 0") }, "\(lines)")
        }

        @Test func `processors tick, under the thread that runs`() throws {
            let script =
                "sched:::tick /args[1]->pr_pid == pid && args[0]->pr_lwpid == tid/ { ticks++; } "
                + "tick-100ms /ticks > 3/ { exit(0); } tick-20s { exit(1); }"
            let result = try Live.run("-qn", script)
            #expect(result.status == 0, "\(result.errors)")
        }
    }
}
