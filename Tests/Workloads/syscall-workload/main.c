// Does a known number of things, for tests that count them:
//   syscall-workload READS GETPIDS OPENATS STORES [PAGES [PAUSE_MS]]
// reads READS single bytes from /dev/zero, calls getpid(2) GETPIDS times and openat(2) OPENATS times on /dev/null,
// stores 1, 2, ... into the eight-byte word `workload_word` STORES times, and touches PAGES fresh pages, one fault each.
// It first prints its process id and the word's address, then waits PAUSE_MS milliseconds.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

volatile unsigned long workload_word;

static long argument(int count, char **values, int index) {
    return index < count ? strtol(values[index], NULL, 10) : 0;
}

int main(int count, char **values) {
    if (count < 5) {
        fprintf(stderr, "usage: syscall-workload READS GETPIDS OPENATS STORES [PAGES [PAUSE_MS]]\n");
        return 2;
    }
    long pages = argument(count, values, 5);
    int zero = open("/dev/zero", O_RDONLY);
    char *fresh = NULL;
    if (pages > 0) {
        fresh = mmap(NULL, (size_t)pages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (fresh == MAP_FAILED || madvise(fresh, (size_t)pages * 4096, MADV_NOHUGEPAGE) != 0) return 1;
    }
    printf("%d %p\n", getpid(), (void *)&workload_word);
    fflush(stdout);
    usleep((useconds_t)argument(count, values, 6) * 1000);

    char byte;
    for (long i = argument(count, values, 1); i > 0; i--)
        if (syscall(SYS_read, zero, &byte, 1L) != 1) return 1;
    for (long i = argument(count, values, 2); i > 0; i--) syscall(SYS_getpid);
    for (long i = argument(count, values, 3); i > 0; i--) {
        long fd = syscall(SYS_openat, AT_FDCWD, "/dev/null", O_RDONLY);
        if (fd < 0) return 1;
        close((int)fd);
    }
    for (long i = 1; i <= argument(count, values, 4); i++) workload_word = (unsigned long)i;
    for (long i = 0; i < pages; i++) fresh[i * 4096] = 1;
    return 0;
}
