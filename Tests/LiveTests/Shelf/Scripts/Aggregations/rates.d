#!/usr/sbin/dtrace -qs
#pragma D option aggsortrev
dtrace:::BEGIN { start = timestamp; secs = 1; }
syscall:::entry /pid == $target/ { @[probefunc] = count(); @b["x"] = count(); }
profile:::tick-1sec { normalize(@, (timestamp - start) / 1000000000); printf("tick\n"); setopt("quiet"); }
END { normalize(@, 2); printf("%-20s %8s\n", "CALL", "/s"); printa("%-20s %@8d\n", @); denormalize(@); printa(@); trunc(@, -1); printa(@); clear(@); printa(@); }
