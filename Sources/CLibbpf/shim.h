// libbpf and the kernel's BPF and perf interfaces, with the few calls that Swift cannot spell:
// variadic syscall(2) and the _IO macros of perf events.
#pragma once

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline long clibbpf_bpf(int command, void *attributes, unsigned int size) {
    return syscall(SYS_bpf, command, attributes, size);
}

static inline int clibbpf_perf_event_open(
    struct perf_event_attr *attributes, int pid, int cpu, int group, unsigned long flags) {
    return (int)syscall(SYS_perf_event_open, attributes, pid, cpu, group, flags);
}

static inline int clibbpf_perf_event_enable(int fd) { return ioctl(fd, PERF_EVENT_IOC_ENABLE, 0); }
static inline int clibbpf_perf_event_disable(int fd) { return ioctl(fd, PERF_EVENT_IOC_DISABLE, 0); }
static inline int clibbpf_perf_event_set_bpf(int fd, int program) {
    return ioctl(fd, PERF_EVENT_IOC_SET_BPF, program);
}
