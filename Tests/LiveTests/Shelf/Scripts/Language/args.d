#!/usr/sbin/dtrace -s
#pragma D option quiet
#pragma D option defaultargs
BEGIN { printf("[%s] [%d] [%d] [%s] [%s]\n", $$1, $2, $3, $$4, $$0 == "" ? "no" : "name"); exit($2 == 42 ? 3 : 0); }
