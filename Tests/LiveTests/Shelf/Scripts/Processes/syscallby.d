#!/usr/sbin/dtrace -s
#pragma D option quiet
syscall:::entry /progenyof($target)/ { @num[execname, probefunc] = count(); @tot = count(); self->t = timestamp; }
syscall:::return /self->t/ { @time[probefunc] = sum(timestamp - self->t); @avg[probefunc] = avg(timestamp - self->t); @max[probefunc] = max(timestamp - self->t); self->t = 0; }
END { trunc(@num, 3); trunc(@time, 4); normalize(@time, 1000);
 printf("calls\n"); printa("  %-16s %-20s %@8u\n", @num); printa(@tot); printf("time, us\n"); printa("  %-20s %@8d %@8d %@8d\n", @time, @avg, @max); }
