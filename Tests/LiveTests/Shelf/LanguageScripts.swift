extension ShelfCase {
    /// Scripts that aggregate.
    static let aggregations = [
        ShelfCase(
            script: "Aggregations/rates.d", work: .workload("syscall-workload 40 30 20 0"), match: .contained,
            lines: """
                CALL                       /s
                read                       20
                getpid                     15
                openat                     10
                close                      10
                  read                                                             40
                  getpid                                                           31
                  openat                                                           21
                  close                                                            20
                """),
        ShelfCase(
            script: "Aggregations/topn.d", work: .workload("syscall-workload 40 30 20 0 0 500"), match: .contained,
            lines: """
                Top syscalls
                  write                   1
                """),
        ShelfCase(
            script: "Aggregations/llq.d", work: .workload("syscall-workload 40 0 0 0"), match: .contained,
            lines: """
                  ns
                               0 |                                         0
                               1 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 40
                               2 |                                         0
                """),
    ]

    /// Scripts that show a part of the language.
    static let language = [
        ShelfCase(
            script: "Language/args.d", arguments: ["abc", "42", "7", "def"], lines: "[abc] [42] [7] [def] [name]",
            status: 3),
        ShelfCase(script: "Language/args.d", arguments: ["abc"], lines: "[abc] [0] [0] [] [name]"),
        ShelfCase(
            script: "Language/clock.d",
            lines: """
                0 zero 0
                1 one 1
                2 - 3
                3 - 6
                4 - 10
                """),
        ShelfCase(
            script: "Language/structs.d", work: .workload("syscall-workload 40 30 20 0"),
            lines: """
                writes 1 by syscall-workloa
                8
                """),
        ShelfCase(
            script: "Language/xlate.d", work: .workload("syscall-workload 0 2 0 0"),
            lines: """
                1 syscall-workloa
                1 syscall-workloa
                1 syscall-workloa
                """),
        ShelfCase(script: "Language/timespec.d", work: .shell("exec sleep 0.0125"), lines: "0.012500000"),
        ShelfCase(
            script: "Language/countdown.d",
            lines: """
                3
                2
                1
                blastoff!
                """),
    ]
}
