#!/usr/sbin/dtrace -s
#pragma D option ustackframes=3
pid$target:libc:malloc:entry { self->size = arg0; @s = quantize(arg0); }
pid$target:libc:malloc:return /self->size/ { @["bytes", ustack(2)] = sum(self->size); self->size = 0; }
