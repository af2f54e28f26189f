#!/usr/sbin/dtrace -s
#pragma D option quiet
profile:::profile-1001hz /arg0/ { @hot[func(arg0)] = count(); @m[mod(arg0)] = count(); }
tick-1s { exit(0); }
dtrace:::END { trunc(@hot, 5); printa("%-50a %@10u\n", @hot); printa("%-30A %@10u\n", @m); }
