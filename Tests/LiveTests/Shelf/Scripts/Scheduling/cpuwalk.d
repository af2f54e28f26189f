#!/usr/sbin/dtrace -qs
dtrace:::BEGIN { printf("Sampling...\n"); }
profile:::profile-997 /pid/ { @sample[pid, execname] = lquantize(cpu, 0, 8, 1); }
tick-1s { exit(0); }
dtrace:::END { printa("\n  PID: %-8d CMD: %s\n%@d", @sample); }
