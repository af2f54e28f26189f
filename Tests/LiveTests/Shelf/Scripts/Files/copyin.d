#!/usr/sbin/dtrace -qs
syscall::write:entry /pid == $target && arg0 == 1/ { this->b = (char *)copyin(arg1, 5); this->b[4] = '\0'; printf("%s|%d\n", stringof(this->b), arg2); tracemem(copyin(arg1, 8), 8); }
