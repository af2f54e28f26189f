#!/usr/sbin/dtrace -Fs
#pragma D option nspec=4
syscall::open*:entry /pid == $target/ { self->spec = speculation(); speculate(self->spec); printf("%s", stringof(copyinstr(arg1))); }
syscall::open*:return /self->spec && errno != 0/ { speculate(self->spec); trace(errno); }
syscall::open*:return /self->spec && errno != 0/ { commit(self->spec); self->spec = 0; }
syscall::open*:return /self->spec && errno == 0/ { discard(self->spec); self->spec = 0; }
