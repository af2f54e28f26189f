#!/usr/sbin/dtrace -Cqs
#define WANT progenyof($target)
proc:::create /WANT || pid == $target/ { printf("create: %s made a child, %d\n", execname, args[0]->pr_pid != pid); }
proc:::start /WANT/ { printf("start\n"); self->start = timestamp; }
proc:::exec /WANT/ { printf("exec %s\n", args[0]); }
proc:::exec-success /WANT/ { printf("exec ok %s\n", execname); }
proc:::exec-failure /WANT/ { printf("exec failed %d\n", args[0]); }
proc:::exit /WANT/ { printf("exit %s %d\n", execname, args[0]); }
proc:::lwp-exit /WANT/ { @ = count(); }
END { printa("lwp exits %@d\n", @); }
