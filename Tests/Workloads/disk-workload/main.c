// disk-workload FILE WRITES READS: direct transfers of 4,096 bytes each at consecutive places of a file or device.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    long writes = atol(argv[2]), reads = atol(argv[3]);
    int file = open(argv[1], O_RDWR | O_CREAT | O_DIRECT, 0600);
    void *buffer;
    if (file < 0 || posix_memalign(&buffer, 4096, 4096) != 0) {
        perror(argv[1]);
        return 1;
    }
    memset(buffer, 'x', 4096);
    for (long i = 0; i < writes; i++) {
        if (pwrite(file, buffer, 4096, i * 4096) != 4096) return 1;
    }
    for (long i = 0; i < reads; i++) {
        if (pread(file, buffer, 4096, i * 4096) != 4096) return 1;
    }
    return 0;
}
