/// Scripts that print the same whenever they run with `syscall-workload 3 2 1 0` as their target.
enum ComposerCorpus {
    static let scripts: [(name: String, text: String)] = [
        ("arithmetic", #"BEGIN { printf("%d %d %d %x\n", 7 / -2, -7 % 3, 1 << 20, ~0 ^ 0xff); exit(0); }"#),
        (
            "strings",
            #"BEGIN { printf("%s %d %s\n", strjoin("ab", substr("xcdx", 1, 2)), strlen("four"), index("abc", "c") == 2 ? "found" : "lost"); }"#
        ),
        (
            "associative",
            #"BEGIN { a["x", 1] = 5; a["y", 2] = a["x", 1] * 2; printf("%d %d\n", a["y", 2], a["z", 3]); exit(0); }"#
        ),
        (
            "faults",
            #"BEGIN { trace(*(int *)0); } BEGIN { printf("%d\n", 1 / (int)(arg0 - arg0)); } ERROR { printf("fault %d\n", arg4); } END { printf("end\n"); }"#
        ),
        (
            "order",
            #"BEGIN { printf("a"); } BEGIN { printf("b"); } BEGIN /0/ { printf("no"); } BEGIN { printf("c\n"); exit(0); }"#
        ),
        (
            "this",
            #"BEGIN { this->x = 3; } BEGIN { this->x++; printf("%d\n", this->x); exit(0); } END { printf("%d\n", this->x); }"#
        ),
        (
            "aggregations",
            #"BEGIN { @a = sum(3); @a = sum(4); @b = avg(10); @b = avg(20); @c = min(5); @c = min(-5); @d = max(9); @e = stddev(2); @e = stddev(4); exit(0); }"#
        ),
        (
            "quantize",
            #"BEGIN { @q = quantize(1); @q = quantize(100); @l = lquantize(7, 0, 10, 2); @ll = llquantize(123, 10, 0, 3, 10); exit(0); }"#
        ),
        (
            "printa",
            #"BEGIN { @[1, "one"] = count(); @[2, "two"] = count(); @[2, "two"] = count(); printa("%d %s %@d\n", @); clear(@); printa("%d %s %@d\n", @); exit(0); }"#
        ),
        (
            "speculation",
            #"BEGIN { self->s = speculation(); } BEGIN { speculate(self->s); printf("kept\n"); } BEGIN { commit(self->s); } END { printf("end\n"); }"#
        ),
        (
            "structs",
            #"struct p { int x; char c[4]; }; struct p v; BEGIN { v.x = 5; v.c[1] = 'q'; printf("%d %c %d\n", v.x, v.c[1], sizeof (struct p)); exit(0); }"#
        ),
        (
            "tracemem",
            #"BEGIN { this->p = (char *)alloca(16); this->p[0] = 'h'; this->p[1] = 'i'; this->p[2] = 0; printf("%s\n", stringof(this->p)); tracemem(this->p, 4); exit(0); }"#
        ),
        (
            "conditional",
            #"BEGIN { x = 4; y = x > 3 ? "big" : "small"; printf("%s\n", y); if (x == 4) { printf("four\n"); } else { printf("else\n"); } exit(0); }"#
        ),
        (
            "tracepoint",
            #"tracepoint:syscalls::sys_enter_read /pid == $target/ { @[probefunc, probename, args[3]] = count(); }"#
        ),
        (
            "tracepoint-order",
            #"tracepoint:syscalls::sys_enter_getpid /pid == $target/ { printf("in "); } tracepoint:syscalls::sys_exit_getpid /pid == $target/ { printf("%s\n", arg1 == pid ? "out" : "wrong"); }"#
        ),
        (
            "tracepoint-string",
            #"tracepoint:syscalls::sys_enter_openat /pid == $target && copyinstr(arg2) == "/dev/null"/ { printf("%s %s\n", copyinstr(arg2), execname); }"#
        ),
        (
            "kprobe",
            #"kprobe:vmlinux:vfs_read:entry /pid == $target && arg2 == 1/ { self->size = arg2; } kprobe:vmlinux:vfs_read:return /self->size/ { printf("%d of %d\n", arg1, self->size); self->size = 0; }"#
        ),
        (
            "kprobe-fault",
            #"kprobe:vmlinux:vfs_read:entry /pid == $target && arg2 == 1/ { trace(*(int *)8); } ERROR { printf("fault %d at 0x%x\n", arg4, arg5); }"#
        ),
        ("kprobe-stack", #"kprobe:vmlinux:vfs_read:entry /pid == $target && arg2 == 1/ { @[stack(2)] = count(); }"#),
        (
            "mixed",
            #"tracepoint:syscalls::sys_enter_read, kprobe:vmlinux:vfs_read:entry /pid == $target/ { n++; @[probeprov] = count(); } END { printf("%d\n", n); }"#
        ),
    ]
}
