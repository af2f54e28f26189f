/// Processes and threads (DTrace guide, chapter proc Provider): `psinfo_t`, `lwpsinfo_t` from `struct task_struct`.
extension ShippedLibrary {
    static let procfs = ShippedLibrary(
        "procfs.d",
        """
        inline int PR_MODEL_ILP32 = 1;
        inline int PR_MODEL_LP64 = 2;

        typedef struct psinfo {
            int pr_nlwp;            /* threads */
            pid_t pr_pid;
            pid_t pr_ppid;
            pid_t pr_pgid;
            pid_t pr_sid;
            uid_t pr_uid;
            uid_t pr_euid;
            gid_t pr_gid;
            gid_t pr_egid;
            uintptr_t pr_addr;      /* the task */
            size_t pr_size;         /* memory in KB: what it has asked for, */
            size_t pr_rssize;       /* and what of it is there */
            dev_t pr_ttydev;        /* its terminal, or -1 */
            hrtime_t pr_start;      /* since boot, in nanoseconds */
            char pr_fname[16];
            char pr_psargs[80];
            int pr_wstat;           /* what wait() says of it when it has ended */
            int pr_argc;            /* its arguments; 0 of another process than the current one */
            uintptr_t pr_argv;      /* where its arguments begin */
            uintptr_t pr_envp;      /* where its environment begins */
            char pr_dmodel;
            taskid_t pr_taskid;     /* Linux has no tasks, projects, pools and zones of this kind: 0 */
            projid_t pr_projid;
            int pr_poolid;
            zoneid_t pr_zoneid;
            int pr_nzomb;
            id_t pr_contract;
        } psinfo_t;

        translator psinfo_t < struct task_struct *T > {
            pr_nlwp = T->signal->nr_threads;
            pr_pid = T->tgid;
            pr_ppid = T->real_parent->tgid;
            pr_pgid = T->signal->pids[2]->numbers[0].nr;
            pr_sid = T->signal->pids[3]->numbers[0].nr;
            pr_uid = T->real_cred->uid.val;
            pr_euid = T->real_cred->euid.val;
            pr_gid = T->real_cred->gid.val;
            pr_egid = T->real_cred->egid.val;
            pr_addr = (uintptr_t)T;
            pr_size = T->mm == NULL ? 0 : T->mm->total_vm << 2;
            /* Pages of files, of the process's own, and shared; each CPU has some 32 more or less to count. */
            pr_rssize = T->mm == NULL ? 0 : (size_t)(T->mm->rss_stat[0].count + T->mm->rss_stat[1].count +
                T->mm->rss_stat[3].count) << 2;
            pr_rssize = T->mm == NULL ? 0 : (size_t)(T->mm->rss_stat.count[0].counter +
                T->mm->rss_stat.count[1].counter + T->mm->rss_stat.count[3].counter) << 2;
            pr_ttydev = T->signal->tty == NULL ? -1 :
                (T->signal->tty->driver->major << 20) + T->signal->tty->driver->minor_start + T->signal->tty->index;
            pr_start = T->group_leader->start_boottime;
            pr_start = T->group_leader->real_start_time;
            pr_fname = T->group_leader->comm;
            /* The memory of other processes cannot be read. */
            pr_psargs = T->mm == NULL || T != curthread || T->mm->arg_end <= T->mm->arg_start ? stringof(T->comm) :
                copyinargs(T->mm->arg_start, T->mm->arg_end - T->mm->arg_start < 80 ?
                T->mm->arg_end - T->mm->arg_start : 80);
            pr_wstat = T->exit_code;
            pr_argc = T->mm == NULL || T != curthread ? 0 : *(int *)copyin(T->mm->start_stack, sizeof (int));
            pr_argv = T->mm == NULL ? 0 : T->mm->arg_start;
            pr_envp = T->mm == NULL ? 0 : T->mm->env_start;
            pr_dmodel = (T->thread_info.flags & (1 << 29)) != 0 ? PR_MODEL_ILP32 : PR_MODEL_LP64;
            pr_taskid = 0;
            pr_projid = 0;
            pr_poolid = 0;
            pr_zoneid = 0;
            pr_nzomb = 0;
            pr_contract = 0;
        };

        inline string execargs = curthread->mm == NULL || curthread->mm->arg_end <= curthread->mm->arg_start ?
            stringof(curthread->comm) :
            copyinargs(curthread->mm->arg_start, curthread->mm->arg_end - curthread->mm->arg_start);

        inline psinfo_t *curpsinfo = xlate <psinfo_t *> (curthread);
        """)
}
