#!/usr/sbin/dtrace -s
/* the guide's first script: read and write flows of a process */
syscall::read:entry,
syscall::write:entry
/pid == $target/
{

}
