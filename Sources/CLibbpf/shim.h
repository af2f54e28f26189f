// libbpf and the kernel's BPF and perf interfaces, with the few calls that Swift cannot spell:
// variadic syscall(2) and ioctl(2), and what newer kernels know beyond the installed headers.
#pragma once

#include <bpf/bpf.h>
#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <linux/bpf.h>
#include <linux/perf_event.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
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

// pipe2(2), which the C library hides from Swift.
static inline int clibbpf_pipe(int ends[2], int flags) { return (int)syscall(SYS_pipe2, ends, flags); }

static inline int clibbpf_perf_event_enable(int fd) { return ioctl(fd, PERF_EVENT_IOC_ENABLE, 0); }
static inline int clibbpf_perf_event_disable(int fd) { return ioctl(fd, PERF_EVENT_IOC_DISABLE, 0); }
static inline int clibbpf_perf_event_set_bpf(int fd, int program) {
    return ioctl(fd, PERF_EVENT_IOC_SET_BPF, program);
}

// BPF_LINK_CREATE of uprobe.multi, Linux 6.6.
struct clibbpf_uprobe_multi {
    __u32 program;
    __u32 target;
    __u32 attach_type;
    __u32 create_flags;
    __aligned_u64 path;
    __aligned_u64 offsets;
    __aligned_u64 semaphores;
    __aligned_u64 cookies;
    __u32 count;
    __u32 flags;
    __u32 process;
    __u32 padding;
};

// BPF_RAW_TRACEPOINT_OPEN with a cookie, Linux 6.10.
struct clibbpf_raw_tracepoint {
    __aligned_u64 name;
    __u32 program;
    __u32 padding;
    __aligned_u64 cookie;
};

// The names of helpers, by the kernel's own list.
#define CLIBBPF_HELPER_NAME(name, ...) [BPF_FUNC_##name] = "bpf_" #name
static const char *const clibbpf_helper_names[] = {__BPF_FUNC_MAPPER(CLIBBPF_HELPER_NAME)};
#undef CLIBBPF_HELPER_NAME

static inline const char *clibbpf_helper_name(int number) {
    int count = sizeof(clibbpf_helper_names) / sizeof(clibbpf_helper_names[0]);
    return number > 0 && number < count ? clibbpf_helper_names[number] : NULL;
}
