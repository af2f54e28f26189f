#!/usr/sbin/dtrace -s
#pragma D option quiet
int i;
dtrace:::BEGIN { i = 3; }
profile:::tick-50ms /i > 0/ { printf("%d\n", i--); }
profile:::tick-50ms /i == 0/ { printf("blastoff!\n"); exit(0); }
