import TestSupport
import Testing

extension GuestTests {
    /// What of the language needs a kernel that is not locked down and lists its variables.
    struct LanguageTests {
        static let steps = [
            GuestStep(
                "copyout",
                """
                echo 'hello world' >text
                try() {
                    dtrace-prov -qw -n "syscall::write:entry /pid == \\$target/ { $1 }" -c 'sed -n p text'
                }
                try 'copyoutstr("HELLO", arg1, 5);'
                try 'copyoutstr(probename, arg1, 40);'
                try 'copyoutstr("x", arg1, 0);'
                try 'this->p = (char *)alloca(3); this->p[0] = 97; this->p[2] = 99; this->p[1] = 98; copyout(this->p, arg1 + 6, 3);'
                try 'this->p = (char *)alloca(3); this->p[0] = 97; copyout(this->p, arg1, this->p[1]);'
                try 'copyoutstr("x", 16, 2);'
                try 'this->p = alloca(8); copyout(this->p, 16, 8);'
                try 'this->p = alloca(8); copyout(this->p, arg1, 64);'
                """),
            GuestStep(
                "libraries",
                """
                cat >libraries.d <<'END'
                syscall::read:entry /pid == $target && !done/
                {
                    done = 1;
                    printf("@1 %d (%s)\\n", curpsinfo->pr_pid, curpsinfo->pr_fname);
                    printf("@4 %d %d %d\\n", curpsinfo->pr_ppid, curpsinfo->pr_pgid, curpsinfo->pr_sid);
                    printf("@18 %d %d %d\\n", curlwpsinfo->pr_pri - 100, curlwpsinfo->pr_nice, curpsinfo->pr_nlwp);
                    printf("@22 %d\\n", curpsinfo->pr_start / 10000000);
                    printf("rest %s|%c|%s|%d|%d|%d|%s|%s|%s|%s|%d\\n", curpsinfo->pr_psargs, curlwpsinfo->pr_sname,
                        curlwpsinfo->pr_clname, curlwpsinfo->pr_onpro == cpu, curcpu->cpu_id == cpu,
                        curlwpsinfo->pr_lwpid == tid, cwd, root, fds[0].fi_pathname, fds[1].fi_name,
                        fds[1].fi_oflags & O_ACCMODE);
                }
                END
                dtrace-prov -qs libraries.d -c 'cat /proc/self/stat' </dev/null
                """),
            GuestStep(
                "variables",
                #"""
                dtrace-prov -qn 'BEGIN { printf("%s %d %s %d", ((struct task_struct *)&`init_task)->comm,
                    *(int *)&`nr_cpu_ids, substr(stringof((char *)&`linux_banner), 0, 13), &`jiffies == &`jiffies_64);
                    exit(0); }'
                dtrace-prov -qn 'BEGIN { printf("%s %d %s %d\n", `init_task.comm, `nr_cpu_ids, substr(`linux_banner, 0, 13),
                    `jiffies - `jiffies_64 < 2); printf("%d %d %d %d\n", `runqueues.cpu == cpu, `max_pfn > 100000,
                    `total_forks > 5, `avenrun[2] < 1000000); printf("%d\n", sizeof(`panic_timeout)); exit(0); }'
                """#),
        ]

        @Test func `copyout and copyoutstr write to the process`() throws {
            let result = try AcceptanceRun.result(of: "copyout")
            let lines = result.output.split(separator: "\n").map(String.init)
            #expect(
                lines == [
                    "HELLO world", "entry\u{0}world", "hello world", "hello abcld", "hello world", "hello world",
                    "hello world", "hello world",
                ], "\(result.errors)")
            let faults = result.errors.split(separator: "\n").filter { $0.contains("invalid address") }
            #expect(faults.count == 3, "\(result.errors)")
            #expect(faults.count { $0.contains("(0x10)") } == 2)
        }

        @Test func `the libraries' values are those of proc`() throws {
            let result = try AcceptanceRun.result(of: "libraries")
            let lines = result.output.split(separator: "\n").map(String.init)
            let fields = try #require(lines.first { $0.contains(" (cat) ") }).split(separator: " ")
            let told = lines.filter { $0.hasPrefix("@") }.map { $0.dropFirst().split(separator: " ") }
            #expect(told.count == 4, "\(result.output) \(result.errors)")
            for words in told {
                let first = try #require(Int(words[0]))
                // The fields of proc(5), which counts from 1.
                #expect(words.dropFirst() == fields[(first - 1)...].prefix(words.count - 1))
            }
            let rest = "rest cat /proc/self/stat|O|OTHER|1|1|1|/tmp|/|/dev/null|.output|1"
            #expect(lines.contains(rest), "\(result.output)")
        }

        @Test func `variables of the kernel have addresses`() throws {
            let result = try AcceptanceRun.result(of: "variables")
            let lines = result.output.split(separator: "\n")
            let numbers = ["swapper/0 2 Linux version 1", "swapper/0 2 Linux version 1", "1 1 1 1", "4"]
            #expect(lines.map(String.init) == numbers, "\(result.errors)")
        }
    }
}
