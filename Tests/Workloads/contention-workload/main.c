// Fires one probe from several threads that interrupt each other on one processor:
//   contention-workload COUNT
// Two processes of two threads each fire `workload:contended` COUNT times a thread, all on processor 0. One thread of each
// process has real-time priority and sleeps briefly after each firing: it wakes in the middle of others' firings.
// The probe's arguments are a number of the thread's own, the iteration, number * 1000003 + iteration, and the text
// "thread-<number>". Prints "fired N" with the number of firings in all.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/sdt.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long count;

struct role {
    long number;
    int is_urgent;
};

static void *fire(void *argument) {
    const struct role *role = argument;
    char text[32];
    snprintf(text, sizeof text, "thread-%ld", role->number);
    if (role->is_urgent) {
        struct sched_param parameters = {.sched_priority = 1 + (int)role->number};
        if (sched_setscheduler(0, SCHED_FIFO, &parameters) != 0) exit(1);
    }
    for (long i = 0; i < count; i++) {
        STAP_PROBE4(workload, contended, role->number, i, role->number * 1000003 + i, text);
        if (role->is_urgent) nanosleep(&(struct timespec){.tv_nsec = 20000}, NULL);
    }
    return NULL;
}

static int fire_from_threads(long first) {
    struct role roles[2] = {{first, 0}, {first + 1, 1}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, fire, &roles[i]) != 0) return 1;
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    return 0;
}

int main(int argc, char **argv) {
    count = argc > 1 ? atol(argv[1]) : 1;
    cpu_set_t processors;
    CPU_ZERO(&processors);
    CPU_SET(0, &processors);
    if (sched_setaffinity(0, sizeof processors, &processors) != 0) return 1;
    pid_t child = fork();
    if (child < 0) return 1;
    if (child == 0) _exit(fire_from_threads(3));
    int status = fire_from_threads(1);
    int child_status = 1;
    if (waitpid(child, &child_status, 0) != child || child_status != 0) return 1;
    printf("fired %ld\n", 4 * count);
    return status;
}
