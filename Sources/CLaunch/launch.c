#define _GNU_SOURCE
#include "CLaunch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

// In the child: what every program is started with.
static void prepare(pid_t parent) {
    // The child ends with the session, however that ends; also when that has just happened.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

// In the child, when exec failed: writes errno to the pipe.
static void fail(int failures) {
    int error = errno;
    ssize_t written = write(failures, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
}

// In the child: becomes the program, traced and stopped, or fails.
static void become(char *const arguments[], int failures, pid_t parent) {
    prepare(parent);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0) execvp(arguments[0], arguments);
    fail(failures);
}

// In the child: becomes the program at the path, or fails.
static void serve(const char *path, const int streams[3], int failures, pid_t parent) {
    prepare(parent);
    signal(SIGPIPE, SIG_DFL);
    setpgid(0, 0);
    for (int stream = 0; stream < 3; stream++)
        if (dup2(streams[stream], stream) < 0) fail(failures);
    // Kernels before 5.11 leave descriptors to their own flags.
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    char *const arguments[] = {(char *)path, NULL};
    char *const environment[] = {"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", NULL};
    if (chdir("/") < 0) fail(failures);
    // Whoever wrote the file may just be closing it, or another child of ours may still have it open.
    for (int attempt = 0; attempt < 50; attempt++) {
        execve(path, arguments, environment);
        if (errno != ETXTBSY) break;
        usleep(10000);
    }
    fail(failures);
}

static int waitFor(pid_t child, int *status) {
    while (waitpid(child, status, __WALL) < 0)
        if (errno != EINTR) return -errno;
    return 0;
}

pid_t CLaunch_start(char *const arguments[]) {
    int failures[2];
    if (pipe2(failures, O_CLOEXEC) < 0) return -errno;
    pid_t parent = getpid();
    pid_t child = fork();
    if (child < 0) {
        int error = errno;
        close(failures[0]);
        close(failures[1]);
        return -error;
    }
    if (child == 0) become(arguments, failures[1], parent);
    close(failures[1]);
    int error = 0;
    ssize_t length = read(failures[0], &error, sizeof error);
    close(failures[0]);
    int status = 0;
    int waited = waitFor(child, &status);
    if (length == sizeof error) return -error;
    if (waited < 0) return waited;
    if (!WIFSTOPPED(status)) return -ECHILD;
    ptrace(PTRACE_SETOPTIONS, child, NULL, (void *)PTRACE_O_EXITKILL);
    return child;
}

static void closeAll(const int *descriptors, int count) {
    for (int i = 0; i < count; i++) close(descriptors[i]);
}

pid_t CLaunch_serve(const char *path, int ends[3]) {
    // Input, output, errors and failures, the reading end of each first. Input is a socket: writing to one that nobody
    // reads can be told to fail instead of raising SIGPIPE.
    int pipes[8];
    for (int i = 0; i < 4; i++) {
        int made = i == 0 ? socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pipes) : pipe2(pipes + 2 * i, O_CLOEXEC);
        if (made < 0) {
            int error = errno;
            closeAll(pipes, 2 * i);
            return -error;
        }
    }
    const int streams[3] = {pipes[0], pipes[3], pipes[5]};
    pid_t parent = getpid();
    pid_t child = fork();
    int error = child < 0 ? errno : 0;
    if (child == 0) serve(path, streams, pipes[7], parent);
    closeAll(streams, 3);
    close(pipes[7]);
    ssize_t length = child < 0 ? 0 : read(pipes[6], &error, sizeof error);
    close(pipes[6]);
    ends[0] = pipes[1];
    ends[1] = pipes[2];
    ends[2] = pipes[4];
    if (error == 0) {
        for (int i = 0; i < 3; i++) fcntl(ends[i], F_SETFL, O_NONBLOCK);
        return child;
    }
    closeAll(ends, 3);
    int status = 0;
    if (length == sizeof error) waitFor(child, &status);
    return -error;
}

#if defined(__x86_64__)
static const long breakpoint = 0xcc, breakpointMask = 0xff;
#elif defined(__aarch64__)
static const long breakpoint = 0xd4200000, breakpointMask = 0xffffffff;
#endif

// After the breakpoint was hit: puts the program counter back on the instruction that is there again.
static int returnToEntry(pid_t child, unsigned long entry) {
#if defined(__x86_64__)
    if (ptrace(PTRACE_POKEUSER, child, (void *)offsetof(struct user_regs_struct, rip), (void *)entry) < 0)
        return -errno;
#endif
    return 0;
}

int CLaunch_runToEntry(pid_t child, unsigned long entry) {
    errno = 0;
    long original = ptrace(PTRACE_PEEKTEXT, child, (void *)entry, NULL);
    if (errno != 0) return -errno;
    long patched = (original & ~breakpointMask) | breakpoint;
    if (ptrace(PTRACE_POKETEXT, child, (void *)entry, (void *)patched) < 0) return -errno;
    long signal = 0;
    for (;;) {
        if (ptrace(PTRACE_CONT, child, NULL, (void *)signal) < 0) return -errno;
        int status = 0;
        int waited = waitFor(child, &status);
        if (waited < 0) return waited;
        if (WIFEXITED(status) || WIFSIGNALED(status)) return 1;
        if (WSTOPSIG(status) == SIGTRAP) break;
        signal = WSTOPSIG(status);
    }
    if (ptrace(PTRACE_POKETEXT, child, (void *)entry, (void *)original) < 0) return -errno;
    return returnToEntry(child, entry);
}

int CLaunch_release(pid_t child) { return ptrace(PTRACE_DETACH, child, NULL, NULL) < 0 ? -errno : 0; }

const char *CLaunch_signalName(int number) { return sigabbrev_np(number); }
