public import ProviderAPI

/// What the kernel counts of its own work, one probe for each statistic: `sysinfo:::readch`, `pswitch`, `sysfork`...
/// (DTrace guide, chapter sysinfo Provider).
///
/// arg0 is what the statistic grows by. The kernel has no such counters to point to, so there is no arg1 and no arg2.
/// Probes for which Linux has no place in its code do not exist: processor time by ticks, the buffer cache of a file
/// system that Linux does not have, traps.
public enum SysinfoProvider {
    /// The provider, written in D.
    public static let library = ProviderLibrary(
        provider: "sysinfo",
        text: """
            provider sysinfo {
                probe bawrite(uint64_t count);
                probe bread(uint64_t count);
                probe bwrite(uint64_t count);
                probe idlethread(uint64_t count);
                probe inv_swtch(uint64_t count);
                probe modload(uint64_t count);
                probe modunload(uint64_t count);
                probe msg(uint64_t count);
                probe mutex_adenters(uint64_t count);
                probe namei(uint64_t count);
                probe nthreads(uint64_t count);
                probe procovf(uint64_t count);
                probe pswitch(uint64_t count);
                probe readch(uint64_t bytes);
                probe rw_rdfails(uint64_t count);
                probe rw_wrfails(uint64_t count);
                probe sema(uint64_t count);
                probe sysexec(uint64_t count);
                probe sysfork(uint64_t count);
                probe sysread(uint64_t count);
                probe sysvfork(uint64_t count);
                probe syswrite(uint64_t count);
                probe writech(uint64_t bytes);
                probe xcalls(uint64_t count);
            };

            /* The operation is odd for requests to the device; 1 << 11 marks those that someone waits for. */
            rawtp:block::block_rq_issue /(args[0]->cmd_flags & 1) == 0/ { probe sysinfo:::bread(1); }
            rawtp:block::block_rq_issue /(args[0]->cmd_flags & 1) != 0/ { probe sysinfo:::bwrite(1); }
            rawtp:block::block_rq_issue /(args[0]->cmd_flags & 0x801) == 1/ { probe sysinfo:::bawrite(1); }

            /* sched_switch(preempt, previous, next, state of the previous): state 0 would have run on. */
            rawtp:sched::sched_switch { probe sysinfo:::pswitch(1); }
            rawtp:sched::sched_switch /args[1]->pid != 0 && args[3] == 0/ { probe sysinfo:::inv_swtch(1); }
            rawtp:sched::sched_switch /args[2]->pid == 0/ { probe sysinfo:::idlethread(1); }
            rawtp:sched::sched_process_fork { probe sysinfo:::nthreads(1); }

            rawtp:module::module_load { probe sysinfo:::modload(1); }
            rawtp:module::module_free { probe sysinfo:::modunload(1); }

            syscall::msgsnd:entry, syscall::msgrcv:entry { probe sysinfo:::msg(1); }
            syscall::semop:entry, syscall::semtimedop:entry { probe sysinfo:::sema(1); }

            /* contention_begin(lock, flags): `LCB_F_*` of <trace/events/lock.h>. Every wait for a mutex begins by spinning
               (1 + 32); 2 is a reader, 4 a writer, and spin locks among these have 1 besides. */
            rawtp:lock::contention_begin /args[1] == 33/ { probe sysinfo:::mutex_adenters(1); }
            rawtp:lock::contention_begin /(args[1] & 3) == 2/ { probe sysinfo:::rw_rdfails(1); }
            rawtp:lock::contention_begin /(args[1] & 5) == 4/ { probe sysinfo:::rw_wrfails(1); }

            /* The ways in which the kernel looks a name up: for a file, to open it, for the folder it is in. */
            fbt:vmlinux:path_lookupat:entry, fbt:vmlinux:path_openat:entry, fbt:vmlinux:path_parentat:entry
            {
                probe sysinfo:::namei(1);
            }

            syscall::read:entry, syscall::readv:entry, syscall::pread64:entry, syscall::preadv:entry,
            syscall::preadv2:entry
            {
                probe sysinfo:::sysread(1);
            }
            syscall::write:entry, syscall::writev:entry, syscall::pwrite64:entry, syscall::pwritev:entry,
            syscall::pwritev2:entry
            {
                probe sysinfo:::syswrite(1);
            }
            syscall::read:return, syscall::readv:return, syscall::pread64:return, syscall::preadv:return,
            syscall::preadv2:return
            /(int64_t)arg1 >= 0/
            {
                probe sysinfo:::readch(arg1);
            }
            syscall::write:return, syscall::writev:return, syscall::pwrite64:return, syscall::pwritev:return,
            syscall::pwritev2:return
            /(int64_t)arg1 >= 0/
            {
                probe sysinfo:::writech(arg1);
            }

            syscall::execve:entry, syscall::execveat:entry { probe sysinfo:::sysexec(1); }

            /* CLONE_VFORK is 0x4000, CLONE_THREAD 0x10000; clone3 takes them in the first word of a structure. */
            inline uint64_t __sysinfo_flags[uint64_t address] = *(uint64_t *)copyin(address, 8);
            syscall::fork:entry { probe sysinfo:::sysfork(1); }
            syscall::clone:entry /(arg0 & 0x14000) == 0/ { probe sysinfo:::sysfork(1); }
            syscall::clone3:entry /(__sysinfo_flags[arg0] & 0x14000) == 0/ { probe sysinfo:::sysfork(1); }
            syscall::vfork:entry { probe sysinfo:::sysvfork(1); }
            syscall::clone:entry /(arg0 & 0x14000) == 0x4000/ { probe sysinfo:::sysvfork(1); }
            syscall::clone3:entry /(__sysinfo_flags[arg0] & 0x14000) == 0x4000/ { probe sysinfo:::sysvfork(1); }
            syscall::fork:return, syscall::vfork:return, syscall::clone:return, syscall::clone3:return
            /(int)arg1 == -EAGAIN/
            {
                probe sysinfo:::procovf(1);
            }

            /* ipi_send_cpu(cpu, call site, callback): without a callback the other CPU is only asked to schedule. */
            rawtp:ipi::ipi_send_cpu, rawtp:ipi::ipi_send_cpumask /args[2] != NULL/ { probe sysinfo:::xcalls(1); }
            else fbt:vmlinux:native_send_call_func_single_ipi:entry, fbt:vmlinux:native_send_call_func_ipi:entry
            {
                probe sysinfo:::xcalls(1);
            }

            """)
}
