public import ProviderAPI

/// Locks of the kernel that someone has to wait for: `lockstat:::adaptive-block`, `spin-spin`, `rw-block`... (DTrace guide,
/// chapter lockstat Provider).
///
/// The block and spin probes fire when the wait is over: arg0 is the lock, arg1 how long it took in nanoseconds, and of
/// reader-writer locks arg2 whether it was wanted for reading. They need the tracepoints of kernel 5.19. The acquire and
/// release probes need kernel functions that can be traced. Those of spin locks do not exist: buffers and maps take such
/// locks, and a clause that runs while one is held would wait for itself.
public enum LockstatProvider {
    /// The provider, written in D. Each probe notes when a wait begins, by the lock, in a clause whose condition never
    /// holds; the flags are `LCB_F_*` of <trace/events/lock.h>: 1 spins, 2 reads, 4 writes, 32 is a mutex.
    public static let library = ProviderLibrary(
        provider: "lockstat",
        text: """
            provider lockstat {
                probe adaptive-acquire(uintptr_t lock);
                probe adaptive-acquire-error(uintptr_t lock, int error);
                probe adaptive-block(uintptr_t lock, uint64_t ns);
                probe adaptive-spin(uintptr_t lock, uint64_t ns);
                probe adaptive-release(uintptr_t lock);
                probe rw-acquire(uintptr_t lock, int reader);
                probe rw-block(uintptr_t lock, uint64_t ns, int reader);
                probe rw-downgrade(uintptr_t lock);
                probe rw-spin(uintptr_t lock, uint64_t ns, int reader);
                probe rw-release(uintptr_t lock, int reader);
                probe spin-spin(uintptr_t lock, uint64_t ns);
            };

            rawtp:lock::contention_begin /args[1] == 32 && (self->__lockstat_block[arg0] = timestamp) == 0/
            {
                probe lockstat:::adaptive-block(0, 0);
            }
            rawtp:lock::contention_end
            /self->__lockstat_block[arg0] != 0 &&
                ((self->__lockstat_blocked = timestamp - self->__lockstat_block[arg0]),
                (self->__lockstat_block[arg0] = 0)) == 0/
            {
                probe lockstat:::adaptive-block(arg0, self->__lockstat_blocked);
            }

            rawtp:lock::contention_begin /args[1] == 33 && (self->__lockstat_spin[arg0] = timestamp) == 0/
            {
                probe lockstat:::adaptive-spin(0, 0);
            }
            rawtp:lock::contention_end
            /self->__lockstat_spin[arg0] != 0 &&
                ((self->__lockstat_spun = timestamp - self->__lockstat_spin[arg0]),
                (self->__lockstat_spin[arg0] = 0)) == 0/
            {
                probe lockstat:::adaptive-spin(arg0, self->__lockstat_spun);
            }

            rawtp:lock::contention_begin /args[1] == 1 && (self->__lockstat_raw[arg0] = timestamp) == 0/
            {
                probe lockstat:::spin-spin(0, 0);
            }
            rawtp:lock::contention_end
            /self->__lockstat_raw[arg0] != 0 &&
                ((self->__lockstat_waited = timestamp - self->__lockstat_raw[arg0]),
                (self->__lockstat_raw[arg0] = 0)) == 0/
            {
                probe lockstat:::spin-spin(arg0, self->__lockstat_waited);
            }

            rawtp:lock::contention_begin
            /(args[1] == 2 || args[1] == 4) && (self->__lockstat_rwb[arg0] = timestamp << 1 | args[1] == 2) == 0/
            {
                probe lockstat:::rw-block(0, 0, 0);
            }
            rawtp:lock::contention_end
            /self->__lockstat_rwb[arg0] != 0 &&
                ((self->__lockstat_rwblocked = self->__lockstat_rwb[arg0]), (self->__lockstat_rwb[arg0] = 0)) == 0/
            {
                probe lockstat:::rw-block(arg0, timestamp - (self->__lockstat_rwblocked >> 1),
                    self->__lockstat_rwblocked & 1);
            }

            rawtp:lock::contention_begin
            /(args[1] == 3 || args[1] == 5) && (self->__lockstat_rws[arg0] = timestamp << 1 | args[1] == 3) == 0/
            {
                probe lockstat:::rw-spin(0, 0, 0);
            }
            rawtp:lock::contention_end
            /self->__lockstat_rws[arg0] != 0 &&
                ((self->__lockstat_rwspun = self->__lockstat_rws[arg0]), (self->__lockstat_rws[arg0] = 0)) == 0/
            {
                probe lockstat:::rw-spin(arg0, timestamp - (self->__lockstat_rwspun >> 1), self->__lockstat_rwspun & 1);
            }

            /* Returns do not tell the lock, so each thread notes it at the entry. */
            fbt:vmlinux:mutex_lock:entry, fbt:vmlinux:mutex_lock_io:entry, fbt:vmlinux:mutex_lock_interruptible:entry,
            fbt:vmlinux:mutex_lock_killable:entry, fbt:vmlinux:mutex_trylock:entry
            /(self->__lockstat_mutex = arg0) == 0/
            {
                probe lockstat:::adaptive-acquire(0);
            }
            fbt:vmlinux:mutex_lock:return, fbt:vmlinux:mutex_lock_io:return /self->__lockstat_mutex != 0/
            {
                probe lockstat:::adaptive-acquire(self->__lockstat_mutex);
            }
            fbt:vmlinux:mutex_lock_interruptible:return, fbt:vmlinux:mutex_lock_killable:return
            /self->__lockstat_mutex != 0 && (int)arg1 == 0/
            {
                probe lockstat:::adaptive-acquire(self->__lockstat_mutex);
            }
            fbt:vmlinux:mutex_trylock:return /self->__lockstat_mutex != 0 && (int)arg1 == 1/
            {
                probe lockstat:::adaptive-acquire(self->__lockstat_mutex);
            }

            fbt:vmlinux:mutex_lock_interruptible:entry, fbt:vmlinux:mutex_lock_killable:entry
            /(self->__lockstat_failing = arg0) == 0/
            {
                probe lockstat:::adaptive-acquire-error(0, 0);
            }
            fbt:vmlinux:mutex_lock_interruptible:return, fbt:vmlinux:mutex_lock_killable:return
            /self->__lockstat_failing != 0 && (int)arg1 != 0/
            {
                probe lockstat:::adaptive-acquire-error(self->__lockstat_failing, -(int)arg1);
            }

            fbt:vmlinux:down_read:entry, fbt:vmlinux:down_read_interruptible:entry,
            fbt:vmlinux:down_read_killable:entry, fbt:vmlinux:down_read_trylock:entry, fbt:vmlinux:down_write:entry,
            fbt:vmlinux:down_write_killable:entry, fbt:vmlinux:down_write_trylock:entry
            /(self->__lockstat_rw = arg0) == 0/
            {
                probe lockstat:::rw-acquire(0, 0);
            }
            fbt:vmlinux:down_read:return /self->__lockstat_rw != 0/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 1);
            }
            fbt:vmlinux:down_read_interruptible:return, fbt:vmlinux:down_read_killable:return
            /self->__lockstat_rw != 0 && (int)arg1 == 0/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 1);
            }
            fbt:vmlinux:down_read_trylock:return /self->__lockstat_rw != 0 && (int)arg1 == 1/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 1);
            }
            fbt:vmlinux:down_write:return /self->__lockstat_rw != 0/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 0);
            }
            fbt:vmlinux:down_write_killable:return /self->__lockstat_rw != 0 && (int)arg1 == 0/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 0);
            }
            fbt:vmlinux:down_write_trylock:return /self->__lockstat_rw != 0 && (int)arg1 == 1/
            {
                probe lockstat:::rw-acquire(self->__lockstat_rw, 0);
            }
            fbt:vmlinux:downgrade_write:entry { probe lockstat:::rw-downgrade(arg0); }

            fbt:vmlinux:mutex_unlock:entry { probe lockstat:::adaptive-release(arg0); }
            fbt:vmlinux:up_read:entry { probe lockstat:::rw-release(arg0, 1); }
            fbt:vmlinux:up_write:entry { probe lockstat:::rw-release(arg0, 0); }

            """)
}
