#!/usr/sbin/dtrace -qs
#pragma D option destructive
inline int TOP = 3;
inline string HEADER = "Top syscalls";
BEGIN { lines = 0; }
syscall:::entry /pid == $target/ { @[probefunc] = count(); }
profile:::tick-300ms /lines++ < 2/ { printf("%s\n", HEADER); trunc(@, TOP); printa("  %-16s %@8d\n", @); trunc(@); }
