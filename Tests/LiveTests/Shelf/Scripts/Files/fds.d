#!/usr/sbin/dtrace -qs
syscall::read:entry, syscall::write:entry
/pid == $target && arg0 > 2/
{ @[probefunc, fds[arg0].fi_pathname, fds[arg0].fi_dirname, fds[arg0].fi_name, fds[arg0].fi_fs, (int)fds[arg0].fi_oflags & O_ACCMODE] = count(); }
END { printa("%s %s %s %s %s mode %d: %@d\n", @); }
