#!/usr/sbin/dtrace -qs
sched:::on-cpu
{ self->ts = timestamp; }
sched:::off-cpu
/self->ts/
{ @[cpu, curcpu->cpu_id, execname] = sum((timestamp - self->ts) / 1000); self->ts = 0; }
tick-1s { trunc(@, 5); exit(0); }
END { printa("cpu %d (%d) %-16s %@12u us\n", @); }
