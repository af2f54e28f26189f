// Fires each probe N times. With an argument N at once; else N times for each line "N" on standard input.
// Prints "ready" first, and "fired N guarded G" after each round: G is how often the guarded probe was enabled.
#include <stdio.h>
#include <stdlib.h>

#include "workload.h"

static void fire(long count) {
    static const long table[] = {10, 20, 30, 40, 50, 60, 70, 80, 90};
    long guarded = 0;
    for (long i = 0; i < count; i++) {
        fire_immediate();
        fire_memory(i);
        fire_registers(i, "hello");
        fire_twice(i);
        fire_indexed(table, i % 8);
        guarded += fire_guarded(i);
    }
    printf("fired %ld guarded %ld\n", count, guarded);
    fflush(stdout);
}

int main(int argc, char **argv) {
    printf("ready\n");
    fflush(stdout);
    if (argc > 1) {
        fire(atol(argv[1]));
        return 0;
    }
    char line[64];
    while (fgets(line, sizeof line, stdin)) fire(atol(line));
    return 0;
}
