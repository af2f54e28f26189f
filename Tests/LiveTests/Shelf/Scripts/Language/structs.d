#!/usr/sbin/dtrace -qs
struct call { int n; uint64_t total; string last; };
struct call c[string];
typedef struct pair { int a; char b[4]; } pair_t;
syscall:::entry /pid == $target/ { c[probefunc].n++; c[probefunc].total += arg0 & 0xff; c[probefunc].last = execname; }
END { printf("writes %d by %s\n", c["write"].n, c["write"].last); printf("%d\n", sizeof (pair_t)); }
