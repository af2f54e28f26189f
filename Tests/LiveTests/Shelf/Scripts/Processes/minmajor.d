#!/usr/sbin/dtrace -qs
perf::page-faults:1 /progenyof($target) || pid == $target/ { @[execname] = count(); }
