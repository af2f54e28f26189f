import TestSupport
import Testing

extension LiveTests {
    /// The proc provider, against a program that makes a known number of processes, threads and signals.
    struct ProcTests {
        private func lines(_ script: String) throws -> [String] {
            try ProviderRun(script, over: "process-workload").lines
        }

        @Test func `processes, threads and programs are counted`() throws {
            let script = """
                proc:::create, proc:::start, proc:::exec, proc:::exec-success, proc:::exec-failure, proc:::exit,
                proc:::lwp-create, proc:::lwp-start, proc:::lwp-exit /progenyof($target)/ { @[probename] = count(); }
                END { printa("%s %@d\\n", @); }
                """
            #expect(
                try lines(script) == [
                    "create 5", "exec 2", "exec-failure 1", "exec-success 1", "exit 6", "lwp-create 9", "lwp-exit 10",
                    "lwp-start 9", "start 5",
                ])
        }

        @Test func `arguments tell of the process and of what happened`() throws {
            let script = """
                proc:::create /progenyof($target)/
                { @made[args[0]->pr_ppid == $target, args[0]->pr_fname] = count(); }
                proc:::lwp-create /progenyof($target)/
                { @threads[args[0]->pr_lwpid == args[1]->pr_pid, args[1]->pr_ppid == $target] = count(); }
                proc:::exit /progenyof($target)/ { @ends[args[0]] = count(); }
                proc:::exec /progenyof($target)/ { @programs[basename(args[0])] = count(); }
                proc:::exec-failure /progenyof($target)/ { @failures[args[0] == ENOENT] = count(); }
                END
                {
                    printa("made %d %s %@d\\n", @made);
                    printa("threads %d %d %@d\\n", @threads);
                    printa("ends %d %@d\\n", @ends);
                    printa("program %s %@d\\n", @programs);
                    printa("failure %d %@d\\n", @failures);
                }
                """
            #expect(
                try lines(script) == [
                    // CLD_EXITED five times with the workload itself, CLD_KILLED once.
                    "ends 1 5", "ends 2 1", "failure 1 1", "made 1 process-workloa 5", "program process-workload 1",
                    "program program 1", "threads 0 0 4", "threads 1 1 5",
                ])
        }

        @Test func `signals are sent, handled, discarded and waited for`() throws {
            let script = """
                proc:::signal-send /pid == $target/ { @[probename, args[1]->pr_ppid == $target, args[2]] = count(); }
                proc:::signal-discard /pid == $target/ { @[probename, args[1]->pr_pid == $target, args[2]] = count(); }
                proc:::signal-handle /pid == $target/ { @[probename, args[1]->si_signo == args[0], args[0]] = count(); }
                proc:::signal-clear /pid == $target/ { @[probename, args[0] == SIGHUP, args[0]] = count(); }
                END { printa("%s %d %d %@d\\n", @); }
                """
            // 15 goes to a child; 10 is handled, 12 ignored, 1 waited for; 17 is the end, of no interest to the parent.
            #expect(
                try lines(script).filter { !$0.contains(" 17 ") } == [
                    "signal-clear 1 1 1", "signal-discard 1 12 1", "signal-handle 1 10 1", "signal-send 0 1 1",
                    "signal-send 0 10 1", "signal-send 0 12 1", "signal-send 1 15 1",
                ])
        }

        @Test func `faults are those that the processor reports`() throws {
            let program = try CompiledProgram([
                "main.c": """
                #include <signal.h>
                #include <sys/wait.h>
                #include <unistd.h>
                int main(void) {
                    for (int i = 0; i < 7; i++) {
                        if (fork() == 0) {
                            volatile int zero = 0;
                            if (i == 0) *(volatile int *)0 = 1;
                            if (i == 1) __asm__ volatile("ud2");
                            if (i == 2) zero = 54321 / zero;
                            if (i == 3) __asm__ volatile("int3");
                            if (i == 4) __asm__ volatile("hlt");
                            // No faults, though the signals are theirs.
                            if (i == 5) kill(getpid(), SIGSEGV);
                            if (i == 6) raise(SIGFPE);
                            _exit(0);
                        }
                        wait(0);
                    }
                }
                """
            ])
            let result = try Live.run(
                "-qn", "proc:::fault /progenyof($target)/ { @[args[0], args[1]->si_signo] = count(); }", "-n",
                "END { printf(\"%d\\n\", FLTBOUNDS); printa(\"%d %d %@d\\n\", @); }", "-c", program.path)
            // FLTBOUNDS twice, for the last is of a privileged instruction and has SIGSEGV; FLTILL, FLTIZDIV and FLTBPT.
            #expect(
                result.output.split(separator: "\n").sorted() == ["1 4 1", "3 5 1", "6", "6 11 2", "8 8 1"],
                "\(result.output)\(result.errors)")
        }
    }
}
