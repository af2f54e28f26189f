// Makes system calls by number, for tests that count them:
//   number-workload 64|32 NUMBER COUNT [ARGUMENT...]
// makes COUNT calls of the number with the arguments, as the 64-bit call or, on x86-64, as the 32-bit one, and prints the
// result of the last.
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
static long call32(long number, const long *a) {
    long result;
    __asm__ volatile("int $0x80"
                     : "=a"(result)
                     : "a"(number), "b"(a[0]), "c"(a[1]), "d"(a[2]), "S"(a[3]), "D"(a[4])
                     : "memory", "r8", "r9", "r10", "r11");
    return result;
}
#endif

static long call64(long number, const long *a) {
    long result = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    return result == -1 ? -errno : result;
}

int main(int count, char **values) {
    if (count < 4) {
        fprintf(stderr, "usage: number-workload 64|32 NUMBER COUNT [ARGUMENT...]\n");
        return 2;
    }
    long (*call)(long, const long *) = call64;
    if (strcmp(values[1], "32") == 0) {
#if defined(__x86_64__)
        call = call32;
#else
        return 3;
#endif
    }
    long arguments[6] = {0};
    for (int i = 0; i < 6 && i + 4 < count; i++) arguments[i] = strtol(values[i + 4], NULL, 0);
    long result = 0;
    for (long i = strtol(values[3], NULL, 0); i > 0; i--) result = call(strtol(values[2], NULL, 0), arguments);
    printf("%ld\n", result);
    return 0;
}
