#!/usr/sbin/dtrace -s
syscall::read:entry, syscall::write:entry /pid == $target/ { ts[probefunc] = timestamp; }
syscall::read:return, syscall::write:return
/pid == $target && ts[probefunc] != 0/
{ printf("%s nsecs", timestamp - ts[probefunc] > 0 ? "some" : "no"); }
