public import ProviderAPI

/// Locks of the kernel that someone has to wait for: `lockstat:::adaptive-block`, `spin-spin`, `rw-block`... (DTrace guide,
/// chapter lockstat Provider).
///
/// The block and spin probes fire when the wait is over: arg0 is the lock, arg1 how long it took in nanoseconds, and of
/// reader-writer locks arg2 whether it was wanted for reading. They need the tracepoints of kernel 5.19. The release probes
/// need kernel functions that can be traced. Acquisitions are not seen: most are a few instructions within other functions.
public enum LockstatProvider {
    /// The provider, written in D. Each probe notes when a wait begins, by the lock, in a clause whose condition never
    /// holds; the flags are `LCB_F_*` of <trace/events/lock.h>: 1 spins, 2 reads, 4 writes, 32 is a mutex.
    public static let library = ProviderLibrary(
        provider: "lockstat",
        text: """
            provider lockstat {
                probe adaptive-block(uintptr_t lock, uint64_t ns);
                probe adaptive-spin(uintptr_t lock, uint64_t ns);
                probe adaptive-release(uintptr_t lock);
                probe rw-block(uintptr_t lock, uint64_t ns, int reader);
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

            fbt:vmlinux:mutex_unlock:entry { probe lockstat:::adaptive-release(arg0); }
            fbt:vmlinux:up_read:entry { probe lockstat:::rw-release(arg0, 1); }
            fbt:vmlinux:up_write:entry { probe lockstat:::rw-release(arg0, 0); }

            """)
}
