#!/usr/sbin/dtrace -qs
#pragma D option aggsortpos=1
#pragma D option aggsortrev
syscall::write:entry /pid == $target/ { @c[fds[arg0].fi_name] = count(); @s[fds[arg0].fi_name] = sum(arg2); @m[fds[arg0].fi_name] = max(arg2); @a[fds[arg0].fi_name] = avg(arg2); @d[fds[arg0].fi_name] = stddev(arg2); }
END { printf("%-12s %8s %8s %8s %8s %8s\n", "FILE", "COUNT", "SUM", "MAX", "AVG", "SD"); printa("%-12s %@8d %@8d %@8d %@8d %@8d\n", @c, @s, @m, @a, @d); printa(@c, @s); }
