#!/usr/sbin/dtrace -qs
struct ts { long tv_sec; long tv_nsec; };
syscall::clock_nanosleep:entry /pid == $target/ { this->t = (struct ts *)copyin(arg2, sizeof (struct ts)); printf("%d.%09d\n", this->t->tv_sec, this->t->tv_nsec); }
syscall::nanosleep:entry /pid == $target/ { this->t = (struct ts *)copyin(arg0, sizeof (struct ts)); printf("%d.%09d\n", this->t->tv_sec, this->t->tv_nsec); }
