#!/usr/sbin/dtrace -qs
typedef struct mine { int id; string name; } mine_t;
translator mine_t < struct task_struct *T > { id = T->pid; name = stringof(T->comm); };
syscall::getpid:entry /pid == $target/ { printf("%d %s\n", xlate <mine_t> (curthread).id == tid, xlate <mine_t *> (curthread)->name); }
