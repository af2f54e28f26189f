#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

// Before anything of Swift runs: its runtime takes the arguments of the program from /proc, and where there is none it
// begins without them, or ends the process with a trap.
__attribute__((constructor(101))) static void requireProcesses(void) {
    int arguments = open("/proc/self/cmdline", O_RDONLY | O_CLOEXEC);
    if (arguments >= 0) {
        close(arguments);
        return;
    }
    const char *sentence =
        errno == EMFILE || errno == ENFILE
            ? "dtrace: the command line cannot be read: there are too many open files; raise the limit with 'ulimit -n'\n"
            : "dtrace: the command line cannot be read: there is no /proc; mount it with `mount -t proc proc /proc`\n";
    // Nobody could be told that this failed.
    ssize_t written = write(STDERR_FILENO, sentence, strlen(sentence));
    (void)written;
    _exit(2);
}
