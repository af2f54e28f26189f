#!/usr/sbin/dtrace -s
#pragma D option flowindent
pid$target:a.out:workload_factorial:entry { self->follow = 1; }
pid$target:a.out:workload_*:entry /self->follow/ { trace(arg0); }
pid$target:a.out:workload_*:return /self->follow/ { trace(arg1); }
pid$target:a.out:workload_other_name:entry { self->follow = 0; exit(0); }
