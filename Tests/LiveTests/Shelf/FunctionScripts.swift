extension ShelfCase {
    /// Scripts about the functions of a process.
    static let functions = [
        ShelfCase(
            script: "Functions/hotuser.d", work: .workload("call-workload 0 100 1000000"), match: .contained,
            lines: """
                FUNCTION                                                        COUNT
                call-workload`workload_descend …
                call-workload …
                """),
        ShelfCase(
            script: "Functions/profstack.d", work: .workload("call-workload 0 100 1000000"), match: .contained,
            lines: "              call-workload`workload_descend+0x…"),
        ShelfCase(
            script: "Functions/pidflow.d", work: .workload("call-workload 3"),
            lines: """
                FUNCTION
                 -> workload_factorial                                       5
                   -> workload_factorial                                     4
                     -> workload_factorial                                   3
                       -> workload_factorial                                 2
                         -> workload_factorial                               1
                         <- workload_factorial                               1
                       <- workload_factorial                                 2
                     <- workload_factorial                                   6
                   <- workload_factorial                                    24
                 <- workload_factorial                                     120
                 -> workload_text …
                 <- workload_text …
                 -> workload_other_name
                """),
        ShelfCase(
            script: "Functions/depth.d", work: .workload("call-workload 1"),
            lines: """
                  -> workload_factorial(5)
                    -> workload_factorial(4)
                      -> workload_factorial(3)
                        -> workload_factorial(2)
                          -> workload_factorial(1)
                          <- workload_factorial = 1
                        <- workload_factorial = 2
                      <- workload_factorial = 6
                    <- workload_factorial = 24
                  <- workload_factorial = 120
                """),
        // Three pieces of 1,234 bytes; making them larger is not malloc's business.
        ShelfCase(
            script: "Functions/malloc.d", work: .workload("heap-workload 3"), match: .contained,
            lines: """
                            1024 |@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@ 3
                  bytes
                              heap-workload`main+0x…
                             3702
                """),
        ShelfCase(
            script: "Functions/stacktrace.d", work: .workload("syscall-workload 0 0 0 0"), match: .contained,
            lines: """
                                     write:entry
                              vmlinux`do_syscall_64+0x…
                              libc.so.6`write+0x…
                """),
    ]
}
