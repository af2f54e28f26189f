// The least that a program could do for each scenario: the same probe, the same map update, nothing else.
//
// Every action is a function; every kind of probe wraps it in a program of its own type. The loader loads the one or
// two programs that a run needs.
#include <linux/bpf.h>
#include <linux/bpf_perf_event.h>
#include <bpf/bpf_helpers.h>

typedef __u64 u64;
typedef __u32 u32;

struct raw_context {
    u64 arguments[2];
};


struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, u32);
    __type(value, u64);
} counts SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 65);
    __type(key, u32);
    __type(value, u64);
} buckets SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __uint(max_entries, 4096);
    __type(key, u32);
    __type(value, u64);
} by_pid SEC(".maps");

struct name {
    char text[16];
};

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __uint(max_entries, 4096);
    __type(key, struct name);
    __type(value, u64);
} by_name SEC(".maps");

struct name_and_pid {
    char text[16];
    u64 pid;
};

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __uint(max_entries, 4096);
    __type(key, struct name_and_pid);
    __type(value, u64);
} by_both SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 4096);
    __type(key, u32);
    __type(value, u64);
} starts SEC(".maps");

#define FRAMES 20

struct stack {
    u64 frames[FRAMES];
};

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, u32);
    __type(value, struct stack);
} scratch SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_HASH);
    __uint(max_entries, 4096);
    __type(key, struct stack);
    __type(value, u64);
} by_stack SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 16 << 20);
} ring SEC(".maps");

u64 global;

static __always_inline u32 pid(void) { return bpf_get_current_pid_tgid() >> 32; }

static __always_inline void add(void *map, const void *key) {
    u64 *value = bpf_map_lookup_elem(map, key);
    if (value) {
        *value += 1;
    } else {
        u64 one = 1;
        bpf_map_update_elem(map, key, &one, BPF_NOEXIST);
    }
}

static __always_inline void add_to_bucket(u64 value) {
    u32 bucket = 0;
    for (int shift = 32; shift > 0; shift >>= 1)
        if (value >> shift) {
            value >>= shift;
            bucket += shift;
        }
    u64 *count = bpf_map_lookup_elem(&buckets, &bucket);
    if (count) *count += 1;
}

static __always_inline int empty(void *context) { return 0; }

static __always_inline int count(void *context) {
    u32 zero = 0;
    u64 *value = bpf_map_lookup_elem(&counts, &zero);
    if (value) *value += 1;
    return 0;
}

static __always_inline int predicate(void *context) {
    if (pid() == 1) count(context);
    return 0;
}

static __always_inline int count_by_pid(void *context) {
    u32 key = pid();
    add(&by_pid, &key);
    return 0;
}

static __always_inline int count_by_name(void *context) {
    struct name key;
    bpf_get_current_comm(&key, sizeof key);
    add(&by_name, &key);
    return 0;
}

static __always_inline int count_by_both(void *context) {
    struct name_and_pid key;
    bpf_get_current_comm(&key.text, sizeof key.text);
    key.pid = pid();
    add(&by_both, &key);
    return 0;
}

static __always_inline int increment(void *context) {
    global += 1;
    return 0;
}

static __always_inline int quantize(void *context) {
    add_to_bucket(pid());
    return 0;
}

static __always_inline int latency(void *context) {
    u32 thread = bpf_get_current_pid_tgid();
    u64 now = bpf_ktime_get_ns();
    bpf_map_update_elem(&starts, &thread, &now, BPF_ANY);
    return 0;
}

static __always_inline int latency_end(void *context) {
    u32 thread = bpf_get_current_pid_tgid();
    u64 *start = bpf_map_lookup_elem(&starts, &thread);
    if (!start) return 0;
    add_to_bucket(bpf_ktime_get_ns() - *start);
    bpf_map_delete_elem(&starts, &thread);
    return 0;
}

static __always_inline int print_numbers(void *context) {
    u64 *record = bpf_ringbuf_reserve(&ring, 16, 0);
    if (!record) return 0;
    u64 both = bpf_get_current_pid_tgid();
    record[0] = both >> 32;
    record[1] = (u32)both;
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
    return 0;
}

static __always_inline int print_string(void *context) {
    struct name *record = bpf_ringbuf_reserve(&ring, sizeof *record, 0);
    if (!record) return 0;
    bpf_get_current_comm(record, sizeof *record);
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
    return 0;
}

static __always_inline int count_by_stack(void *context, u64 flags) {
    u32 zero = 0;
    struct stack *key = bpf_map_lookup_elem(&scratch, &zero);
    if (!key) return 0;
    long size = bpf_get_stack(context, key, sizeof *key, flags);
    if (size < 0) return 0;
    for (int i = 0; i < FRAMES; i++)
        if (i * 8 >= size) key->frames[i] = 0;
    add(&by_stack, key);
    return 0;
}

static __always_inline int stack(void *context) { return count_by_stack(context, 0); }

static __always_inline int ustack(void *context) { return count_by_stack(context, BPF_F_USER_STACK); }

#define GETPID 39
// struct pt_regs of x86-64.
#define ORIG_AX 120

#define PROGRAMS(action) \
    SEC("tracepoint") int event_##action(void *context) { return action(context); } \
    SEC("raw_tp") int raw_##action(struct raw_context *context) { return action(context); } \
    SEC("raw_tp") int syscall_##action(struct raw_context *context) { \
        return context->arguments[1] == GETPID ? action(context) : 0; \
    } \
    SEC("fentry") int fentry_##action(void *context) { return action(context); } \
    SEC("kprobe") int user_##action(void *context) { return action(context); }

PROGRAMS(empty)
PROGRAMS(count)
PROGRAMS(predicate)
PROGRAMS(count_by_pid)
PROGRAMS(count_by_name)
PROGRAMS(count_by_both)
PROGRAMS(increment)
PROGRAMS(quantize)
PROGRAMS(latency)
PROGRAMS(print_numbers)
PROGRAMS(print_string)
PROGRAMS(stack)
PROGRAMS(ustack)

SEC("tracepoint") int event_latency_end(void *context) { return latency_end(context); }
SEC("fexit") int fentry_latency_end(void *context) { return latency_end(context); }
SEC("kprobe") int user_latency_end(void *context) { return latency_end(context); }
SEC("raw_tp") int syscall_latency_end(struct raw_context *context) {
    u64 number = 0;
    bpf_probe_read_kernel(&number, sizeof number, (void *)(context->arguments[0] + ORIG_AX));
    return number == GETPID ? latency_end(context) : 0;
}

char _license[] SEC("license") = "GPL";
