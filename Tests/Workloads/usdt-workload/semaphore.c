// A probe with a semaphore: the counter of tracers decides whether its arguments are worth computing.
#define _SDT_HAS_SEMAPHORES 1
#include <sys/sdt.h>

#include "workload.h"

__extension__ unsigned short workload_guarded_semaphore __attribute__((unused, section(".probes")));
__extension__ unsigned short workload_plain_semaphore __attribute__((unused, section(".probes")));

int fire_guarded(long iteration) {
    if (!*(volatile unsigned short *)&workload_guarded_semaphore) return 0;
    STAP_PROBE1(workload, guarded, iteration * 3);
    return 1;
}
