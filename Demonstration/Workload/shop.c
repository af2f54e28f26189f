// A shop that handles orders for a while: something to trace.
//   shop [SECONDS]
// For each order it prices the items (the function price_order), announces the order (the probe shop:order) and
// writes a line to /dev/null (the system call write).
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sdt.h>
#include <time.h>
#include <unistd.h>

// Cents for a number of items; busy enough to be seen by a sampler.
__attribute__((noinline)) long price_order(long items, long cents_each) {
    volatile long total = 0;
    for (long round = 0; round < 20000; round++) total = total + (round % 7 == 0);
    return items * cents_each + total / 100000;
}

int main(int count, char **values) {
    double seconds = count > 1 ? strtod(values[1], NULL) : 2;
    int ledger = open("/dev/null", O_WRONLY);
    struct timespec start, now;
    clock_gettime(CLOCK_MONOTONIC, &start);
    long order = 0;
    do {
        order++;
        long items = 1 + order % 8;
        long cents = price_order(items, 250);
        STAP_PROBE3(shop, order, order, items, cents);
        char line[64];
        int length = snprintf(line, sizeof line, "order %ld: %ld\n", order, cents);
        if (write(ledger, line, (size_t)length) != length) return 1;
        nanosleep(&(struct timespec){0, 200000}, NULL);
        clock_gettime(CLOCK_MONOTONIC, &now);
    } while ((double)(now.tv_sec - start.tv_sec) + (double)(now.tv_nsec - start.tv_nsec) / 1e9 < seconds);
    printf("%ld orders\n", order);
    return 0;
}
