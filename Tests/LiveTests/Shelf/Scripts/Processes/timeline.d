#!/usr/sbin/dtrace -s
#pragma D option quiet
BEGIN { last = timestamp; }
syscall:::entry /pid == $target && n < 3/ { n++; printf("%3d %-12s %s\n", n, probefunc, (timestamp - last) > 0 ? "later" : "never"); last = timestamp; self->go = 1; }
syscall:::return /self->go/ { printf("    %-12s -> 0x%x %d\n", probefunc, arg1, (int)arg1); self->go = 0; }
