// Fires one kind of probe a known number of times and measures what a firing costs:
//   fire KIND BATCHES SIZE REPORT [PAUSE_US]
// runs BATCHES batches of SIZE firings, PAUSE_US microseconds apart, and writes to the file REPORT: the nanoseconds
// that a firing took in each batch, one a line, after the time in nanoseconds (CLOCK_MONOTONIC) of the first and of
// the end of the last. KIND is
//   getpid   the system call, which does next to nothing
//   rename   prctl(PR_SET_NAME), for the trace event task:task_rename
//   call     the function fire_call(), which is entered through an instruction that the kernel emulates
//   usdt     the USDT probe bench:hit
//   keys     close(2) with a different, unused number each time
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/sdt.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

__attribute__((noinline, noclone)) long fire_call(long value) {
    // A place to return to keeps the function from being folded away.
    __asm__ __volatile__("nop");
    return value + 1;
}

static void fire_getpid(long first, long count) {
    (void)first;
    for (long i = 0; i < count; i++) syscall(SYS_getpid);
}

static void fire_rename(long first, long count) {
    (void)first;
    for (long i = 0; i < count; i++) prctl(PR_SET_NAME, "fire", 0, 0, 0);
}

static void fire_calls(long first, long count) {
    for (long i = 0; i < count; i++) fire_call(first + i);
}

__attribute__((noinline)) static void fire_usdt(long first, long count) {
    for (long i = 0; i < count; i++) STAP_PROBE2(bench, hit, first + i, i);
}

static void fire_keys(long first, long count) {
    for (long i = 0; i < count; i++) syscall(SYS_close, 1000 + first + i);
}

static const struct {
    const char *name;
    void (*run)(long first, long count);
} kinds[] = {
    {"getpid", fire_getpid}, {"rename", fire_rename}, {"call", fire_calls}, {"usdt", fire_usdt}, {"keys", fire_keys},
};

int main(int count, char **values) {
    if (count < 5) {
        fprintf(stderr, "usage: fire KIND BATCHES SIZE REPORT [PAUSE_US]\n");
        return 2;
    }
    void (*run)(long, long) = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kinds[i].name, values[1]) == 0) run = kinds[i].run;
    if (run == NULL) {
        fprintf(stderr, "fire: no kind %s\n", values[1]);
        return 2;
    }
    long batches = atol(values[2]), size = atol(values[3]);
    long pause = count > 5 ? atol(values[5]) : 0;
    // One CPU all the time; the last one, as interrupts tend to come to the first.
    cpu_set_t cpu;
    CPU_ZERO(&cpu);
    CPU_SET(sysconf(_SC_NPROCESSORS_ONLN) - 1, &cpu);
    sched_setaffinity(0, sizeof cpu, &cpu);

    double *costs = calloc((size_t)batches + 1, sizeof *costs);
    long begin = now(), end = begin;
    for (long i = 0; i < batches; i++) {
        long start = now();
        run(i * size, size);
        end = now();
        costs[i] = (double)(end - start) / (double)size;
        if (pause > 0) usleep((useconds_t)pause);
    }
    FILE *report = fopen(values[4], "w");
    if (report == NULL) return 1;
    fprintf(report, "%ld %ld\n", begin, end);
    for (long i = 0; i < batches; i++) fprintf(report, "%.2f\n", costs[i]);
    return fclose(report) != 0;
}
