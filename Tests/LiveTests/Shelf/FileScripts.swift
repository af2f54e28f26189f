extension ShelfCase {
    /// Scripts about opened, read and written files.
    static let files = [
        ShelfCase(
            script: "Files/opensnoop.d",
            work: .shell("/bin/cat /nonexistent/one /nonexistent/two 2>/dev/null\n:\n"), match: .contained,
            lines: """
                  UID COMM          FD PATH
                    0 cat           -… /nonexistent/one (errno 2)
                    0 cat           -… /nonexistent/two (errno 2)
                """),
        ShelfCase(
            script: "Files/spec.d", work: .shell("sleep 0.4\nread x </nonexistent/one 2>/dev/null\nsleep 0.4\n"),
            match: .contained,
            lines: """
                 => openat                                /nonexistent/one
                 <= openat                                          2
                """),
        ShelfCase(
            script: "Files/fds.d", work: .shell("exec /bin/cat /etc/passwd >/dev/null\n"), match: .contained,
            lines: "read /etc/passwd /etc passwd … mode 0: 2"),
        ShelfCase(
            script: "Files/rwbypath.d", work: .shell("exec /usr/bin/head -c 100000 /dev/zero >/dev/null\n"),
            match: .contained,
            lines: "/dev/zero                                    100000"),
        ShelfCase(
            script: "Files/rw.d", work: .workload("syscall-workload 3 0 0 0"),
            lines: """
                                   FUNCTION:NAME
                                     write:entry
                                      read:entry
                                      read:entry
                                      read:entry
                """),
        ShelfCase(
            script: "Files/rwtime.d", work: .workload("syscall-workload 3 0 0 0"),
            lines: """
                                   FUNCTION:NAME
                                    write:return some nsecs
                                     read:return some nsecs
                                     read:return some nsecs
                                     read:return some nsecs
                """),
        ShelfCase(
            script: "Files/uncond.d", work: .workload("syscall-workload 0 0 20 0"),
            lines: """
                                   FUNCTION:NAME
                                            :END
                  none                                                             21
                  short                                               /dev                                                \
                             21
                """),
        ShelfCase(
            script: "Files/copyin.d", work: .shell("echo hello world"),
            lines: """
                hell|12
                             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef
                         0: 68 65 6c 6c 6f 20 77 6f                          hello wo
                """),
        ShelfCase(
            script: "Files/multiagg.d", work: .shell("echo hello world >/dev/null"),
            lines: """
                FILE            COUNT      SUM      MAX      AVG       SD
                null                1       12       12       12        0
                  null                                                              1               12
                """),
    ]
}
