#!/usr/sbin/dtrace -s
#pragma D option quiet
syscall::read:entry, syscall::pread64:entry { self->fd = arg0 + 1; }
syscall::read:return, syscall::pread64:return
/self->fd && (int)arg0 >= 0 && pid == $target/
{ this->f = fds[self->fd - 1].fi_pathname; @r[this->f] = sum(arg0); self->fd = 0; }
END { printa("%-40s %@10d\n", @r); }
