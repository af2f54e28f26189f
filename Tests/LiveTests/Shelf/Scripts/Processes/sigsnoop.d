#!/usr/sbin/dtrace -s
#pragma D option quiet
#pragma D option defaultargs
dtrace:::BEGIN { printf("%-12s -> %-12s %4s\n", "SENDER", "TARGET", "SIG"); }
proc:::signal-send
/args[1]->pr_pid && progenyof($target)/
{ printf("%-12.12s -> %-12.12s %4d%s\n", execname, stringof(args[1]->pr_fname), args[2], args[2] == SIGTERM ? " TERM" : ""); }
proc:::signal-handle /progenyof($target)/ { @h[args[0]] = count(); }
