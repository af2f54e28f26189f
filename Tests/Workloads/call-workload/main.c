// Calls functions with known arguments. With an argument N: N rounds at once; else N rounds for each line "N" on
// standard input. Prints "ready" first and "called N" after each round. Arguments behind N come in pairs, DEPTH and
// COUNT: so often workload_descend is called, which calls itself so often.
#include <stdio.h>
#include <stdlib.h>

#define EXPORTED __attribute__((visibility("default"), noinline))

EXPORTED long workload_add(long a, long b) { return a + b; }

EXPORTED long workload_eight(long a, long b, long c, long d, long e, long f, long g, long h) {
    return a + 10 * b + 100 * c + 1000 * d + 10000 * e + 100000 * f + 1000000 * g + 10000000 * h;
}

EXPORTED int workload_factorial(int n) { return n <= 1 ? 1 : n * workload_factorial(n - 1); }

EXPORTED __attribute__((optnone)) int workload_descend(int depth) {
    return depth == 0 ? 0 : 1 + workload_descend(depth - 1);
}

EXPORTED const char *workload_text(const char *text) { return text + 1; }

EXPORTED long workload_alias(long a) { return a; }
long workload_other_name(long a) __attribute__((alias("workload_alias"), visibility("default")));

static void call(long count) {
    volatile long sink = 0;
    for (long i = 0; i < count; i++) {
        sink += workload_add(i, 1000);
        sink += workload_eight(1, 2, 3, 4, 5, 6, 7, 8);
        sink += workload_factorial(5);
        sink += *workload_text("hello");
        sink += workload_other_name(-i);
    }
    printf("called %ld\n", count);
    fflush(stdout);
}

int main(int argc, char **argv) {
    printf("ready\n");
    fflush(stdout);
    if (argc > 1) {
        call(atol(argv[1]));
        for (int i = 2; i + 1 < argc; i += 2)
            for (long count = atol(argv[i + 1]); count > 0; count--) workload_descend(atoi(argv[i]));
        return 0;
    }
    char line[64];
    while (fgets(line, sizeof line, stdin)) call(atol(line));
    return 0;
}
