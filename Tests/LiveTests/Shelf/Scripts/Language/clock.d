#!/usr/sbin/dtrace -qs
/* one-second bins, with an associative array and a counter */
string names[int];
BEGIN { names[0] = "zero"; names[1] = "one"; i = 0; total = 0; }
tick-10ms /i < 5/ { total += i; printf("%d %s %d\n", i, names[i] == NULL ? "-" : names[i], total); i++; }
tick-10ms /i == 5/ { exit(0); }
