import TestSupport
import Testing

extension GuestTests {
    /// Firings that interrupt each other on one processor: all are counted, and none sees another's context.
    struct InterruptionTests {
        static func steps(firings: Int) -> [GuestStep] {
            [
                GuestStep("contended", script + "dtrace-prov -q -s c.d -c 'contention-workload \(firings / 4)'"),
                GuestStep("sampled", script + timers + "dtrace-prov -q -s c.d -s p.d -c 'contention-workload 2500'"),
                GuestStep(
                    "cascade",
                    """
                    dtrace-prov -q -w -c 'contention-workload \(firings / 4)' -n '
                    usdt:/bin/contention-workload:workload:contended { raise(17); @[probename] = count(); }
                    tracepoint:signal::signal_generate /args[0] == 17 && args[2] == 128/ { @[probename] = count(); }'
                    """),
            ]
        }

        /// What is computed early in the clause must still hold at its end and in the next clause.
        private static let script = #"""
            cat > c.d <<'END'
            usdt:/bin/contention-workload:workload:contended
            {
                this->number = arg0; this->turn = arg1; this->text = copyinstr(arg3); this->thread = tid;
                this->name = strjoin("thread-", lltostr(arg0));
                this->copy = (char *)copyin(arg3, 9);
                this->hash = arg0 * 31 + arg1;
                @work = max(strlen(strjoin(strjoin(this->text, this->name), strjoin(this->text, execname))));
                this->fits = this->number == arg0 && this->turn == arg1 && this->thread == tid
                    && arg2 == this->number * 1000003 + this->turn && this->hash == this->number * 31 + this->turn
                    && this->text == this->name && this->text == copyinstr(arg3) && this->copy[7] == '0' + arg0;
                @fired[this->text] = count();
                @states[this->fits ? "usdt kept" : "usdt mixed"] = count();
            }
            usdt:/bin/contention-workload:workload:contended
            /this->number != arg0 || this->turn != arg1 || this->thread != tid || this->text != this->name/
            { @states["usdt mixed between clauses"] = count(); }
            END

            """#

        /// Clauses that interrupt those: a fast timer, a tracepoint with fields, a raw one where the kernel has them.
        private static let timers = #"""
            cat > p.d <<'END'
            profile-4999
            {
                this->stamp = timestamp; this->thread = tid; this->text = strjoin(execname, "x");
                this->fits = this->thread == tid && this->stamp == timestamp && this->text == strjoin(execname, "x");
                @states[this->fits ? "profile kept" : "profile mixed"] = count();
            }
            tracepoint:sched::sched_switch
            {
                this->next = args[4]; this->thread = tid; this->text = strjoin(execname, "y");
                this->fits = this->thread == tid && this->next == args[4] && this->text == strjoin(execname, "y");
                @states[this->fits ? "switch kept" : "switch mixed"] = count();
            }
            tracepoint:raw_syscalls::sys_enter
            {
                this->thread = tid; this->text = strjoin(execname, "z");
                @states[this->thread == tid && this->text == strjoin(execname, "z") ? "enter kept" : "enter mixed"] = count();
            }
            END

            """#

        @Test(arguments: [(Guest.Preemption.none, 4_000), (.full, 100_000)])
        func `threads of two processes on one processor keep their contexts`(
            preemption: Guest.Preemption, firings: Int
        ) throws {
            let result = try AcceptanceRun.result(of: "contended", preemption)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.counts["usdt kept"] == firings, "\(result.output) \(result.errors)")
            #expect(!result.output.contains("mixed"))
            for thread in 1...4 { #expect(result.counts["thread-\(thread)"] == firings / 4) }
        }

        @Test(arguments: [Guest.Preemption.none, .full])
        func `timers and tracepoints in between mix nothing up`(preemption: Guest.Preemption) throws {
            let result = try AcceptanceRun.result(of: "sampled", preemption)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.counts["usdt kept"] == 10_000, "\(result.output) \(result.errors)")
            for kind in ["profile", "switch", "enter"] { #expect(result.counts["\(kind) kept", default: 0] > 0) }
            #expect(!result.output.contains("mixed"))
            // The kernel runs no timer program while a tracepoint's runs on that processor: those firings are reported.
            #expect(
                result.errors.contains(#/dtrace: \d+ drops?: the kernel skipped firings of profile:::profile-4999/#))
        }

        @Test(arguments: [(Guest.Preemption.none, 4_000), (.full, 100_000)])
        func `a tracepoint inside a USDT probe fires every time`(preemption: Guest.Preemption, firings: Int) throws {
            let result = try AcceptanceRun.result(of: "cascade", preemption)
            #expect(result.status == 0, "\(result.errors)")
            #expect(result.counts["contended"] == firings, "\(result.output) \(result.errors)")
            #expect(result.counts["signal_generate"] == firings)
        }
    }
}
