// Probes whose operands lie in memory, in all widths and signs.
#define STAP_SDT_ARG_CONSTRAINT m
#include <sys/sdt.h>

#include "workload.h"

int workload_counter;

void fire_memory(long iteration) {
    volatile signed char s1 = -1;
    volatile unsigned char u1 = 0xfe;
    volatile short s2 = -2;
    volatile unsigned short u2 = 0xfffd;
    volatile int s4 = -4;
    volatile unsigned int u4 = 0xfffffffbU;
    volatile long s8 = -iteration;
    volatile unsigned long u8 = 0x123456789abcdef0UL;
    STAP_PROBE8(workload, widths, s1, u1, s2, u2, s4, u4, s8, u8);
    workload_counter = (int)iteration + 1000;
    STAP_PROBE1(workload, global, workload_counter);
    STAP_PROBE10(workload, ten, s1, u1, s2, u2, s4, u4, s8, u8, s8, u8);
}
