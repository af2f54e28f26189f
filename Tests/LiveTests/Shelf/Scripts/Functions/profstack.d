#!/usr/sbin/dtrace -s
profile-499 /pid == $target/ { @[ustack(5)] = count(); }
profile-499 /pid == $target && arg0/ { @k[stack(3)] = count(); }
END { trunc(@, 2); trunc(@k, 1); }
