public import ProviderAPI

/// Scheduling: `sched:::on-cpu`, `off-cpu`, `enqueue`, `sleep`... (DTrace guide, chapter sched Provider).
///
/// Differences that Linux makes: `on-cpu` and `remain-on-cpu` need a tracepoint of kernel 6.17, or for `on-cpu` the
/// function `finish_task_switch`; by the tracepoint a thread's very first run is not seen. `change-pri` is seen where
/// the nice value changes when functions can be traced, and for borrowed priorities everywhere. The schedctl probes do
/// not exist.
public enum SchedProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "sched",
        text: """
            provider sched {
                probe change-pri(struct task_struct *lwp, struct task_struct *p, int pri)
                    : (lwpsinfo_t *lwp, psinfo_t *p, int pri);
                probe dequeue(struct task_struct *lwp, struct task_struct *p, int c)
                    : (lwpsinfo_t *lwp, psinfo_t *p, cpuinfo_t *c);
                probe enqueue(struct task_struct *lwp, struct task_struct *p, int c, int front)
                    : (lwpsinfo_t *lwp, psinfo_t *p, cpuinfo_t *c, int front);
                probe off-cpu(struct task_struct *lwp, struct task_struct *p) : (lwpsinfo_t *lwp, psinfo_t *p);
                probe on-cpu();
                probe preempt();
                probe remain-on-cpu();
                probe sleep();
                probe surrender(struct task_struct *lwp, struct task_struct *p) : (lwpsinfo_t *lwp, psinfo_t *p);
                probe tick(struct task_struct *lwp, struct task_struct *p) : (lwpsinfo_t *lwp, psinfo_t *p);
                probe wakeup(struct task_struct *lwp, struct task_struct *p) : (lwpsinfo_t *lwp, psinfo_t *p);
            };

            /* sched_switch(preempt, previous, next, state of the previous): in the previous thread, which the idle one is
               without being of interest. States: 0 runs on, 1 and 2 sleep. */
            rawtp:sched::sched_switch /args[1]->pid != 0/ { probe sched:::off-cpu(args[2], args[2]); }
            rawtp:sched::sched_switch /args[1]->pid != 0 && args[3] == 0/ { probe sched:::preempt(); }
            rawtp:sched::sched_switch /(args[3] & 3) != 0/ { probe sched:::sleep(); }
            rawtp:sched::sched_switch /args[1]->pid != 0 && args[3] != 0/
            {
                probe sched:::dequeue(args[1], args[1], cpu);
            }

            /* sched_exit_tp(has switched): at the end of the scheduler, in the thread that runs on. */
            rawtp:::sched_exit_tp /arg0 && tid != 0/ { probe sched:::on-cpu(); }
            else fbt:vmlinux:finish_task_switch*:entry /tid != 0/ { probe sched:::on-cpu(); }
            rawtp:::sched_exit_tp /!arg0 && tid != 0/ { probe sched:::remain-on-cpu(); }

            rawtp:sched::sched_wakeup, rawtp:sched::sched_wakeup_new
            {
                probe sched:::enqueue(args[0], args[0], args[0]->wake_cpu, 0);
            }
            rawtp:sched::sched_waking { probe sched:::wakeup(args[0], args[0]); }

            /* sched_pi_setprio(task, donor): the task runs at the donor's priority if that is higher. */
            rawtp:sched::sched_pi_setprio
            {
                probe sched:::change-pri(args[0], args[0],
                    args[1] != NULL && args[1]->prio < args[0]->normal_prio ? args[1]->prio : args[0]->normal_prio);
            }
            fbt:vmlinux:set_user_nice:entry { probe sched:::change-pri(args[0], args[0], (int)args[1] + 120); }

            /* Another CPU asks this one to schedule. */
            rawtp:irq_vectors::reschedule_entry { probe sched:::surrender(curthread, curthread); }

            fbt:vmlinux:scheduler_tick:entry, fbt:vmlinux:sched_tick:entry { probe sched:::tick(curthread, curthread); }
            else rawtp:timer::hrtimer_expire_entry /(uintptr_t)args[0]->function == (uintptr_t)&`tick_nohz_handler/
            {
                probe sched:::tick(curthread, curthread);
            }

            """)
}
