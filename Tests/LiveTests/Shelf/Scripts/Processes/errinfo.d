#!/usr/sbin/dtrace -qs
syscall:::return /errno && progenyof($target)/ { @[execname, probefunc, errno == ENOENT ? "ENOENT" : errno == EBADF ? "EBADF" : "other", errno] = count(); }
END { printf("%16s %16s %8s %4s %6s\n", "EXEC", "SYSCALL", "NAME", "ERR", "COUNT"); printa("%16s %16s %8s %4d %@6d\n", @); }
