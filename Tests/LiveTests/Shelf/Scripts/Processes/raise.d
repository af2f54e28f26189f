#!/usr/sbin/dtrace -wqs
syscall::nanosleep:entry, syscall::clock_nanosleep:entry /pid == $target && !done/ { done = 1; printf("stopping %s\n", execname); stop(); system("kill -CONT %d; echo prun %s", pid, execname); }
proc:::exit /pid == $target/ { printf("exit %d\n", args[0]); }
