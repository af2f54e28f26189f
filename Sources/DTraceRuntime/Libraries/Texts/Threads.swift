/// Threads (DTrace guide, chapter proc Provider): `lwpsinfo_t` from `struct task_struct`.
extension ShippedLibrary {
    static let threads = ShippedLibrary(
        "lwp.d",
        """
        inline char SSLEEP = 1;
        inline char SRUN = 2;
        inline char SZOMB = 3;
        inline char SSTOP = 4;
        inline char SIDL = 5;
        inline char SONPROC = 6;
        inline char SWAIT = 7;

        inline int PR_STOPPED = 0x0001;
        inline int PR_ISTOP = 0x0002;
        inline int PR_DSTOP = 0x0004;
        inline int PR_STEP = 0x0008;
        inline int PR_ASLEEP = 0x0010;
        inline int PR_PCINVAL = 0x0020;
        inline int PR_ASLWP = 0x0040;
        inline int PR_AGENT = 0x0080;
        inline int PR_DETACH = 0x0100;
        inline int PR_DAEMON = 0x0200;
        inline int PR_IDLE = 0x0400;
        inline int PR_ISSYS = 0x1000;
        inline int PR_VFORKP = 0x2000;
        inline int PR_ORPHAN = 0x4000;

        typedef struct lwpsinfo {
            int pr_flag;
            id_t pr_lwpid;
            uintptr_t pr_addr;      /* the task */
            uintptr_t pr_wchan;     /* what it sleeps for is not known: 0 */
            char pr_stype;
            char pr_state;          /* SSLEEP, SRUN, ... */
            char pr_sname;          /* its letter */
            char pr_nice;
            int pr_pri;
            char pr_clname[8];      /* the scheduling policy */
            char pr_name[16];
            processorid_t pr_onpro; /* the CPU it runs on or ran on */
            processorid_t pr_bindpro;
            psetid_t pr_bindpset;
        } lwpsinfo_t;

        /* Bits of the task's states: 1, 2 sleep; 4, 8 stopped; 0x10, 0x20 dead; 0x402 idle. */
        translator lwpsinfo_t < struct task_struct *T > {
            pr_flag = ((T->__state & 0xc) != 0 ? PR_STOPPED : 0) | ((T->__state & 0x3) != 0 ? PR_ASLEEP : 0) |
                ((T->flags & 0x200000) != 0 ? PR_ISSYS : 0);
            pr_flag = ((T->state & 0xc) != 0 ? PR_STOPPED : 0) | ((T->state & 0x3) != 0 ? PR_ASLEEP : 0) |
                ((T->flags & 0x200000) != 0 ? PR_ISSYS : 0);
            pr_lwpid = T->pid;
            pr_addr = (uintptr_t)T;
            pr_wchan = 0;
            pr_stype = 0;
            pr_state = (T->exit_state & 0x30) != 0 ? SZOMB : (T->__state & 0xc) != 0 ? SSTOP :
                (T->__state & 0x3) != 0 ? SSLEEP : T->on_cpu != 0 ? SONPROC : SRUN;
            pr_state = (T->exit_state & 0x30) != 0 ? SZOMB : (T->state & 0xc) != 0 ? SSTOP :
                (T->state & 0x3) != 0 ? SSLEEP : T->on_cpu != 0 ? SONPROC : SRUN;
            pr_sname = (T->exit_state & 0x30) != 0 ? 'Z' : (T->__state & 0xc) != 0 ? 'T' :
                (T->__state & 0x3) != 0 ? 'S' : T->on_cpu != 0 ? 'O' : 'R';
            pr_sname = (T->exit_state & 0x30) != 0 ? 'Z' : (T->state & 0xc) != 0 ? 'T' :
                (T->state & 0x3) != 0 ? 'S' : T->on_cpu != 0 ? 'O' : 'R';
            pr_nice = T->static_prio - 120;
            pr_pri = T->prio;
            pr_clname = T->policy == 0 ? "OTHER" : T->policy == 1 ? "FIFO" : T->policy == 2 ? "RR" :
                T->policy == 3 ? "BATCH" : T->policy == 5 ? "IDLE" : T->policy == 6 ? "DEADLINE" : "EXT";
            pr_name = T->comm;
            pr_onpro = T->thread_info.cpu;
            pr_onpro = T->cpu;
            pr_bindpro = T->nr_cpus_allowed == 1 ? T->thread_info.cpu : -1;
            pr_bindpro = T->nr_cpus_allowed == 1 ? T->cpu : -1;
            pr_bindpset = -1;
        };

        inline lwpsinfo_t *curlwpsinfo = xlate <lwpsinfo_t *> (curthread);
        """)
}
