#!/usr/sbin/dtrace -wqs
syscall::nanosleep:entry, syscall::clock_nanosleep:entry /pid == $target/ { raise(SIGINT); }
proc:::signal-send /args[1]->pr_pid == $target/ { printf("signal %d\n", args[2]); }
proc:::exit /pid == $target/ { printf("exit %d\n", args[0]); }
