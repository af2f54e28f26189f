#define _GNU_SOURCE
#include "CLaunch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

// In the child: becomes the program, or writes errno to the pipe.
static void become(char *const arguments[], int failures, pid_t parent) {
    // The target ends with the session, however that ends; also when that has just happened.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(126);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0) execvp(arguments[0], arguments);
    int error = errno;
    ssize_t written = write(failures, &error, sizeof error);
    _exit(written == sizeof error ? 127 : 126);
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
