#!/usr/sbin/dtrace -qs
proc:::exec-success /pid == $target || progenyof($target)/
{ printf("%s|%s|%d|%d|%d|%s\n", curpsinfo->pr_fname, curpsinfo->pr_psargs, curpsinfo->pr_nlwp, curpsinfo->pr_uid, curlwpsinfo->pr_lwpid == tid, cwd); }
