public import ProviderAPI

/// Processes and threads: `proc:::create`, `exec`, `exit`, `signal-send`... (DTrace guide, chapter proc Provider).
///
/// Differences that Linux makes: a process exits when its first thread does; `start` and `lwp-start` fire when the
/// new thread leaves the system call that made it, so threads of the kernel have none; `fault` is seen where the kernel
/// makes a signal of it, so faults of pages that are only not there yet fire no probe.
public enum ProcProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "proc",
        text: """
            provider proc {
                probe create(struct task_struct *child) : (psinfo_t *child);
                probe exec(string path);
                probe exec-failure(int error);
                probe exec-success();
                probe exit(int reason);
                probe fault(int fault, siginfo_t *info);
                probe lwp-create(struct task_struct *lwp, struct task_struct *p) : (lwpsinfo_t *lwp, psinfo_t *p);
                probe lwp-exit();
                probe lwp-start();
                probe signal-clear(int sig);
                probe signal-discard(struct task_struct *lwp, struct task_struct *p, int sig)
                    : (lwpsinfo_t *lwp, psinfo_t *p, int sig);
                probe signal-handle(int sig, siginfo_t *info, uintptr_t handler);
                probe signal-send(struct task_struct *lwp, struct task_struct *p, int sig)
                    : (lwpsinfo_t *lwp, psinfo_t *p, int sig);
                probe start();
            };

            /* sched_process_fork(parent, child): in the parent, for processes and threads. */
            rawtp:sched::sched_process_fork /args[1]->pid == args[1]->tgid/ { probe proc:::create(args[1]); }
            rawtp:sched::sched_process_fork { probe proc:::lwp-create(args[1], args[1]); }

            /* In the child, the call that made it returns 0. */
            syscall::clone:return, syscall::clone3:return, syscall::fork:return, syscall::vfork:return
            /arg1 == 0/ { probe proc:::lwp-start(); }
            syscall::clone:return, syscall::clone3:return, syscall::fork:return, syscall::vfork:return
            /arg1 == 0 && pid == tid/ { probe proc:::start(); }

            syscall::execve:entry { probe proc:::exec(copyinstr(arg0)); }
            syscall::execveat:entry { probe proc:::exec(copyinstr(arg1)); }
            syscall::execve:return, syscall::execveat:return /(int)arg1 < 0/ { probe proc:::exec-failure(-(int)arg1); }
            rawtp:sched::sched_process_exec { probe proc:::exec-success(); }

            /* The reasons are CLD_EXITED, CLD_KILLED and CLD_DUMPED.
               exit_code: the status in the second byte, the signal in the low seven bits, 0x80 for a core dump. */
            rawtp:sched::sched_process_exit { probe proc:::lwp-exit(); }
            rawtp:sched::sched_process_exit /args[0]->pid == args[0]->tgid/
            {
                probe proc:::exit((args[0]->exit_code & 0x7f) == 0 ? CLD_EXITED :
                    (args[0]->exit_code & 0x80) == 0 ? CLD_KILLED : CLD_DUMPED);
            }

            /* Signals that a thread gets for what it has just done have a code above 0; SIGTRAP by a breakpoint has that of
               the kernel, 0x80. The numbers of the codes are those of <asm-generic/siginfo.h>. */
            inline int FLTILL = 1;
            inline int FLTPRIV = 2;
            inline int FLTBPT = 3;
            inline int FLTTRACE = 4;
            inline int FLTACCESS = 5;
            inline int FLTBOUNDS = 6;
            inline int FLTIOVF = 7;
            inline int FLTIZDIV = 8;
            inline int FLTFPE = 9;
            inline int FLTSTACK = 10;
            inline int FLTPAGE = 11;
            inline int FLTWATCH = 12;
            inline int __proc_fault[int sig, int code] =
                sig == SIGILL ? (code == 5 || code == 6 ? FLTPRIV : FLTILL) :
                sig == SIGTRAP ? (code == 2 ? FLTTRACE : code == 4 ? FLTWATCH : FLTBPT) :
                sig == SIGFPE ? (code == 1 ? FLTIZDIV : code == 2 ? FLTIOVF : FLTFPE) :
                sig == SIGBUS && code == 1 ? FLTACCESS : FLTBOUNDS;
            rawtp:signal::signal_generate
            /args[2] == curthread && (uintptr_t)args[1] > 2 && args[1]->si_code > 0 &&
                (args[0] == SIGILL || args[0] == SIGTRAP || args[0] == SIGBUS || args[0] == SIGFPE || args[0] == SIGSEGV)/
            {
                probe proc:::fault(__proc_fault[args[0], args[1]->si_code], (siginfo_t *)args[1]);
            }

            /* signal_generate(sig, info, task, group, result): result 1 is an ignored signal, enum in <trace/events/signal.h>. */
            rawtp:signal::signal_generate { probe proc:::signal-send(args[2], args[2], args[0]); }
            rawtp:signal::signal_generate /args[4] == 1/ { probe proc:::signal-discard(args[2], args[2], args[0]); }
            /* signal_deliver(sig, info, action): 0 and 1 are SIG_DFL and SIG_IGN. */
            rawtp:signal::signal_deliver /(uintptr_t)args[2]->sa.sa_handler > 1/
            {
                probe proc:::signal-handle(args[0], (siginfo_t *)args[1], (uintptr_t)args[2]->sa.sa_handler);
            }
            syscall::rt_sigtimedwait:return /(int)arg1 > 0/ { probe proc:::signal-clear((int)arg1); }

            """)
}
