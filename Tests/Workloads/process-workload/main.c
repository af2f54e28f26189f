// Makes a known number of processes, threads and signals. With an argument: exits at once with status 0.
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void handler(int number) { (void)number; }

static void *thread(void *argument) { return argument; }

static pid_t child(void) {
    pid_t process = fork();
    if (process < 0) exit(1);
    return process;
}

// Returns when the process sleeps, so that a signal has to wake it.
static void wait_for_sleep(pid_t process) {
    char path[64], text[256];
    snprintf(path, sizeof path, "/proc/%d/stat", process);
    for (;;) {
        FILE *file = fopen(path, "r");
        if (file == NULL || fgets(text, sizeof text, file) == NULL) exit(1);
        fclose(file);
        char *state = strrchr(text, ')');
        if (state == NULL) exit(1);
        if (state[2] == 'S') return;
        usleep(1000);
    }
}

int main(int argc, char **argv) {
    if (argc > 1) return 0;
    // Three processes that exit with status 7, one that is killed.
    for (int i = 0; i < 3; i++) {
        pid_t process = child();
        if (process == 0) _exit(7);
        waitpid(process, NULL, 0);
    }
    int ends[2];
    if (pipe(ends) != 0) return 1;
    pid_t sleeper = child();
    if (sleeper == 0) {
        write(ends[1], "x", 1);
        for (;;) pause();
    }
    char byte;
    if (read(ends[0], &byte, 1) != 1) return 1;
    wait_for_sleep(sleeper);
    kill(sleeper, SIGTERM);
    waitpid(sleeper, NULL, 0);
    // A signal that is handled, one that is ignored, one that is waited for.
    signal(SIGUSR1, handler);
    signal(SIGUSR2, SIG_IGN);
    kill(getpid(), SIGUSR1);
    kill(getpid(), SIGUSR2);
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigprocmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGHUP);
    struct timespec second = {1, 0};
    if (sigtimedwait(&set, NULL, &second) != SIGHUP) return 1;
    // Four threads.
    for (int i = 0; i < 4; i++) {
        pthread_t other;
        if (pthread_create(&other, NULL, thread, NULL) != 0) return 1;
        pthread_join(other, NULL);
    }
    // A process that runs another program at its second try.
    pid_t process = child();
    if (process == 0) {
        char *arguments[] = {argv[0], "end", NULL};
        execv("/no/such/program", arguments);
        execv(argv[0], arguments);
        _exit(1);
    }
    waitpid(process, NULL, 0);
    return 0;
}
