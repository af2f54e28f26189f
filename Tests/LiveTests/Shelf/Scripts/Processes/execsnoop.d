#!/usr/sbin/dtrace -s
/* who runs what */
#pragma D option quiet
#pragma D option switchrate=10hz
dtrace:::BEGIN { printf("%-20s %5s %6s %6s  %s\n", "TIME", "UID", "PID", "PPID", "ARGS"); }
proc:::exec-success
/progenyof($target)/
{
	printf("%-20Y %5d %6d %6d  %s\n", walltimestamp, uid, pid, ppid, curpsinfo->pr_psargs);
}
