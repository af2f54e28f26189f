#!/usr/sbin/dtrace -qs
sched:::on-cpu { self->start = timestamp; }
sched:::off-cpu /self->start/ { this->elapsed = timestamp - self->start; @t[pid == 0 ? "idle" : "busy"] = sum(this->elapsed); self->start = 0; @q = quantize(this->elapsed); }
profile:::tick-1sec { exit(0); }
END { normalize(@t, 1000000); printa("%-8s %@10d ms\n", @t); }
