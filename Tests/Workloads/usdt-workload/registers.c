// Probes whose operands are registers.
#define STAP_SDT_ARG_CONSTRAINT r
#include <sys/sdt.h>

#include "workload.h"

void fire_registers(long iteration, const char *text) {
    STAP_PROBE(workload, none);
    STAP_PROBE3(workload, registers, (int)-iteration, (unsigned char)(iteration + 1), text);
    STAP_PROBE2(workload, twice, 1, iteration);
}

void fire_twice(long iteration) {
    long first = 2;
    STAP_PROBE2(workload, twice, first, (unsigned short)(iteration * 2));
}

void fire_indexed(const long *table, long index) {
#if defined(__x86_64__)
    // The form base + index * scale, which compilers choose only now and then.
    __asm__ __volatile__(
        "990: nop\n"
        ".pushsection .note.stapsdt,\"?\",\"note\"\n"
        ".balign 4\n.4byte 992f-991f, 994f-993f, 3\n"
        "991: .asciz \"stapsdt\"\n992: .balign 4\n"
        "993: .8byte 990b, _.stapsdt.base, 0\n"
        ".asciz \"workload\"\n.asciz \"indexed\"\n.asciz \"8@8(%%rdi,%%rsi,8) 1@%%ah\"\n"
        "994: .balign 4\n.popsection\n"
        :
        : "D"(table), "S"(index), "a"(0x4200)
        : "memory");
#else
    STAP_PROBE2(workload, indexed, table[index + 1], 0x42);
#endif
}
