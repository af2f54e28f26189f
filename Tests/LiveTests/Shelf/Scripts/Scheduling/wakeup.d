#!/usr/sbin/dtrace -s
sched:::wakeup /args[1]->pr_fname != "swapper"/ { @[execname, stringof(args[1]->pr_fname)] = count(); }
sched:::sleep { @s = count(); }
tick-1s { trunc(@, 3); exit(0); }
