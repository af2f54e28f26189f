#!/usr/sbin/dtrace -qs
syscall::kill:entry { self->to = (int)arg0; self->sig = arg1; self->in = 1; }
syscall::kill:return /self->in && progenyof($target)/ { printf("%s sig %d result %d errno %d\n", execname, self->sig, (int)arg0, errno); }
syscall::kill:return { self->in = 0; self->to = 0; self->sig = 0; }
