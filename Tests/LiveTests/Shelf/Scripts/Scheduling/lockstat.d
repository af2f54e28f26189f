#!/usr/sbin/dtrace -s
lockstat:::adaptive-block { @block[execname] = quantize(arg1); }
lockstat:::rw-block, lockstat:::spin-spin { @other[probename] = count(); }
tick-1s { exit(0); }
