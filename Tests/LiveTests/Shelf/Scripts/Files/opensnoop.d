#!/usr/sbin/dtrace -qs
inline int OPT_fail = 1;
BEGIN { printf("%5s %-12s %3s %s\n", "UID", "COMM", "FD", "PATH"); }
syscall::open:entry, syscall::openat:entry
/progenyof($target)/
{ self->path = probefunc == "openat" ? arg1 : arg0; self->ok = 1; }
syscall::open:return, syscall::openat:return
/self->ok && (!OPT_fail || (int)arg0 < 0)/
{ printf("%5d %-12s %3d %s (errno %d)\n", uid, execname, (int)arg0, copyinstr(self->path), errno); }
syscall::open:return, syscall::openat:return
/self->ok/
{ self->path = 0; self->ok = 0; }
