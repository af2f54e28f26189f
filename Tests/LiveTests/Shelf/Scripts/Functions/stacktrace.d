#!/usr/sbin/dtrace -s
syscall::write:entry /pid == $target/ { stack(3); ustack(3); exit(0); }
