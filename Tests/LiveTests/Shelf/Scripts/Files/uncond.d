#!/usr/sbin/dtrace -s
self int traced; this int x;
syscall::openat:entry /pid == $target/ { self->traced = 1; this->x = 5; this->path = copyinstr(arg1); this->base = basename(this->path); @opens[strlen(this->path) > 20 ? "long" : "short", dirname(this->path)] = count(); @ext[strrchr(this->base, '.') == NULL ? "none" : strrchr(this->base, '.')] = count(); }
END { printa(@ext); }
