// Starting a process so that it stops before its first own instruction: fork(2) and ptrace(2) around exec, which
// Swift cannot spell because nothing of its runtime may run between fork and exec.
#pragma once

// eventfd(2) and pidfd_open(2) are missing from Swift's Glibc module.
#include <sys/eventfd.h>
#include <sys/pidfd.h>
#include <sys/types.h>

/// Starts a program found as execvp(3) does, traced by the caller and stopped at its exec. Returns its id, or -errno.
pid_t CLaunch_start(char *const arguments[]);

/// Runs a stopped child until its entry point, when the dynamic loader has mapped its libraries. Returns 0, -errno,
/// or 1 when the child ended first.
int CLaunch_runToEntry(pid_t child, unsigned long entry);

/// Lets a stopped child run, no longer traced. Returns 0 or -errno.
int CLaunch_release(pid_t child);

/// Starts the program at a path with a socket and pipes as its standard streams, no other descriptors, a short environment of its own,
/// in a process group of its own; it ends when the calling thread does. `ends` receives our ends of them, which do not
/// block: of its input, output and errors. Returns its id, or -errno.
pid_t CLaunch_serve(const char *path, int ends[3]);

/// The name of a signal without "SIG", or NULL for a number that has none.
const char *CLaunch_signalName(int number);
