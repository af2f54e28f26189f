extension ShelfCase {
    /// Scripts about CPUs and waiting; they watch the whole machine, so only what must be there is expected.
    static let scheduling = [
        ShelfCase(
            script: "Scheduling/runqlat.d", work: .shell("sleep 0.1\nsleep 0.1\n"), match: .contained,
            lines: "           value  ------------- Distribution ------------- count"),
        ShelfCase(
            script: "Scheduling/qlen.d", work: .shell("sleep 0.1\nsleep 0.1\n"), match: .contained,
            lines: "           value  ------------- Distribution ------------- count"),
        ShelfCase(
            script: "Scheduling/cpuwalk.d", work: .workload("call-workload 0 100 1000000"), match: .contained,
            lines: """
                Sampling...
                  PID: …CMD: call-workload
                """),
        ShelfCase(
            script: "Scheduling/whererun.d", work: .workload("call-workload 0 100 1000000"), match: .contained,
            lines: "cpu … (…) … us"),
        ShelfCase(
            script: "Scheduling/cputimes.d", work: .workload("call-workload 0 100 1000000"), match: .contained,
            lines: "busy … ms"),
        ShelfCase(
            script: "Scheduling/wakeup.d", work: .shell("sleep 0.1\nsleep 0.1\n"), match: .contained,
            lines: "  …   sleep …"),
        ShelfCase(
            script: "Scheduling/hotkernel.d", work: .workload("syscall-workload 500000 0 0 0"), match: .contained,
            lines: "vmlinux …"),
        ShelfCase(script: "Scheduling/lockstat.d", match: .contained, lines: "                        :tick-1s"),
    ]
}
