extension ShelfCase {
    /// Scripts about processes, their system calls and signals.
    static let processes = [
        ShelfCase(
            script: "Processes/execsnoop.d", work: .shell("/bin/true\n/bin/echo hello world >/dev/null\n:\n"),
            lines: """
                TIME                   UID    PID   PPID  ARGS
                20…     0 …  /bin/true
                20…     0 …  /bin/echo hello world
                """),
        // The second process is the shell's own copy until it fails to run another program.
        ShelfCase(
            script: "Processes/procevents.d", work: .shell("/bin/true\n/nonexistent/x 2>/dev/null\n:\n"),
            match: .contained,
            lines: """
                create: sh made a child, 1
                start
                exec /bin/true
                exec ok true
                exit true 1
                exec /nonexistent/x
                exec failed 2
                exit sh 1
                lwp exits 3
                """),
        ShelfCase(
            script: "Processes/sigsnoop.d",
            work: .shell("sleep 5 &\nsleep 0.1\nkill -TERM $!\nwait\ntrap : USR1\nkill -USR1 $$\n:\n"),
            match: .contained,
            lines: """
                SENDER       -> TARGET        SIG
                sleep        -> sh             17
                sh           -> sleep          15 TERM
                sh           -> sh             10
                       10                1
                """),
        ShelfCase(
            script: "Processes/killsnoop.d",
            work: .shell("trap : USR1\n/bin/kill -USR1 $$\n/bin/kill -0 4194304 2>/dev/null\n:\n"),
            match: .contained,
            lines: """
                kill sig 10 result 0 errno 0
                kill sig 0 result -… errno 3
                """),
        ShelfCase(
            script: "Processes/minmajor.d", work: .workload("syscall-workload 0 0 0 0 500"),
            lines: "  syscall-workloa                                                 5…"),
        ShelfCase(
            script: "Processes/raise.d", work: .shell("exec sleep 0.1\n"),
            lines: """
                stopping sleep
                exit 1
                """),
        ShelfCase(
            script: "Processes/raise2.d", work: .shell("exec sleep 5\n"),
            lines: """
                signal 2
                exit 2
                """),
        ShelfCase(
            script: "Processes/psinfo.d", work: .shell("cd /tmp\n/bin/true\nexec /bin/echo a b >/dev/null\n"),
            lines: """
                true|/bin/true|1|0|1|/tmp
                echo|/bin/echo a b|1|0|1|/tmp
                """),
        ShelfCase(
            script: "Processes/timeline.d", work: .workload("syscall-workload 5 0 0 0"),
            lines: """
                  1 openat       later
                    openat       -> 0x3 3
                  2 getpid       later
                    getpid       -> 0x…
                  3 newfstatat   later
                    newfstatat   -> 0x0 0
                """),
        ShelfCase(
            script: "Processes/syscallby.d",
            work: .shell("/bin/true\n\(Live.workload("syscall-workload")) 400 300 200 0 >/dev/null\n:\n"),
            match: .contained,
            lines: """
                calls
                  syscall-workloa  getpid                    301
                  syscall-workloa  openat …2…
                  syscall-workloa  read …4…
                time, us
                """),
        ShelfCase(
            script: "Processes/errinfo.d", work: .shell("/bin/cat /nonexistent/one /nonexistent/two 2>/dev/null\n:\n"),
            match: .contained,
            lines: """
                            EXEC          SYSCALL     NAME  ERR  COUNT
                             cat           openat   ENOENT    2 …
                              sh            wait4    other   10      1
                """),
    ]
}
