#!/usr/sbin/dtrace -s
syscall::read:entry /pid == $target/ { self->ts = timestamp; }
syscall::read:return /self->ts/ { @["ns"] = llquantize(timestamp - self->ts, 10, 0, 9, 10); @z = llquantize(arg0, 10, 0, 6, 20); self->ts = 0; }
