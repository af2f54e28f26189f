#!/usr/sbin/dtrace -qs
pid$target:a.out:workload_factorial:entry
{ self->depth++; printf("%*s-> %s(%d)\n", self->depth * 2, "", probefunc, arg0); }
pid$target:a.out:workload_factorial:return
/self->depth/
{ printf("%*s<- %s = %d\n", self->depth * 2, "", probefunc, arg1); self->depth--; }
