#!/usr/sbin/dtrace -s
#pragma D option quiet
profile:::profile-1001hz /pid == $target && arg1/ { @fn[ufunc(arg1)] = count(); @mod[umod(arg1)] = count(); }
dtrace:::END { printf("%-60s %8s\n", "FUNCTION", "COUNT"); trunc(@fn, 4); printa("%-60A %@8d\n", @fn); printa("%A %@d\n", @mod); }
