// Runs a command under one of the programs of floor.bpf.c and prints how often it counted:
//   floor OBJECT ACTION event  ID[,ID]       COMMAND...   trace events by their tracefs ids, through perf events
//   floor OBJECT ACTION raw    NAME          COMMAND...   a raw tracepoint
//   floor OBJECT ACTION syscall              COMMAND...   getpid(2) by raw tracepoints and a comparison of the number
//   floor OBJECT ACTION kprobe NAME          COMMAND...   a kernel function, by a kprobe
//   floor OBJECT ACTION fentry NAME          COMMAND...   the same by fentry and fexit
//   floor OBJECT ACTION user   PATH OFFSET   COMMAND...   a place in a file, as uprobe.multi
// A pair of probes (entry and return) is attached for the action `latency`.
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define UPROBE_MULTI 48
#define UPROBE_MULTI_RETURN 1

// The part of `union bpf_attr` that makes a link of this kind; older headers lack it.
struct uprobe_multi_attributes {
    __u32 program, target, attach_type, flags;
    __u64 path, offsets, counters, cookies;
    __u32 count, multi_flags, process, padding;
};

static struct bpf_object *object;

static void fail(const char *what) {
    fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int quiet(enum libbpf_print_level level, const char *format, va_list arguments) {
    return level == LIBBPF_WARN ? vfprintf(stderr, format, arguments) : 0;
}

static struct bpf_program *program(const char *kind, const char *action, const char *suffix) {
    char name[64];
    // What a kprobe runs is of the same kind as what a place in a file runs.
    snprintf(name, sizeof name, "%s_%s%s", strcmp(kind, "kprobe") == 0 ? "user" : kind, action, suffix);
    struct bpf_program *found = bpf_object__find_program_by_name(object, name);
    if (found == NULL) fail(name);
    return found;
}

static void attach_user(struct bpf_program *program, const char *path, const char *offset, int is_return) {
    unsigned long place = strtoul(offset, NULL, 0);
    struct uprobe_multi_attributes attributes = {
        .program = (__u32)bpf_program__fd(program),
        .attach_type = UPROBE_MULTI,
        .path = (__u64)path,
        .offsets = (__u64)&place,
        .count = 1,
        .multi_flags = is_return ? UPROBE_MULTI_RETURN : 0,
    };
    if (syscall(SYS_bpf, BPF_LINK_CREATE, &attributes, sizeof attributes) < 0) fail("uprobe.multi");
}

static void attach_event(struct bpf_program *program, int id) {
    struct {
        __u32 type, size;
        __u64 config, period, sample_type, read_format, flags;
        __u64 rest[9];
    } attributes = {.type = 2, .size = sizeof attributes, .config = (__u64)id};
    int event = (int)syscall(SYS_perf_event_open, &attributes, -1, 0, -1, 0);
    if (event < 0) fail("perf_event_open");
    if (bpf_program__attach_perf_event(program, event) == NULL) fail("attach");
}

static void attach_raw(struct bpf_program *program, const char *name) {
    if (bpf_program__attach_raw_tracepoint(program, name) == NULL) fail(name);
}

static void attach_kprobe(struct bpf_program *program, const char *name, int is_return) {
    if (bpf_program__attach_kprobe(program, is_return, name) == NULL) fail(name);
}

static void attach_fentry(struct bpf_program *program, const char *name) {
    if (bpf_program__attach_trace(program) == NULL) fail(name);
}

// The sum of all CPUs' counts over all keys.
static unsigned long sum(const char *name) {
    struct bpf_map *map = bpf_object__find_map_by_name(object, name);
    int cpus = libbpf_num_possible_cpus();
    unsigned long total = 0, values[cpus];
    char key[256], next[256];
    void *previous = NULL;
    while (bpf_map_get_next_key(bpf_map__fd(map), previous, next) == 0) {
        memcpy(key, next, sizeof key);
        previous = key;
        if (bpf_map_lookup_elem(bpf_map__fd(map), key, values) != 0) continue;
        for (int i = 0; i < cpus; i++) total += values[i];
    }
    return total;
}

static unsigned long records;

static int print_record(void *context, void *data, size_t size) {
    (void)context;
    (void)size;
    records++;
    if (size == 16 && ((unsigned long *)data)[0] < 1UL << 32)
        printf("%lu %lu\n", ((unsigned long *)data)[0], ((unsigned long *)data)[1]);
    else
        printf("%.16s\n", (char *)data);
    return 0;
}

static unsigned long counted(const char *action) {
    if (strcmp(action, "count_by_pid") == 0) return sum("by_pid");
    if (strcmp(action, "count_by_name") == 0) return sum("by_name");
    if (strcmp(action, "count_by_both") == 0) return sum("by_both");
    if (strcmp(action, "quantize") == 0 || strcmp(action, "latency") == 0) return sum("buckets");
    if (strcmp(action, "stack") == 0 || strcmp(action, "ustack") == 0) return sum("by_stack");
    if (strncmp(action, "print", 5) == 0) return records;
    if (strcmp(action, "increment") == 0) {
        unsigned long value = 0;
        int zero = 0;
        bpf_map_lookup_elem(bpf_map__fd(bpf_object__find_map_by_name(object, ".bss")), &zero, &value);
        return value;
    }
    return sum("counts");
}

static void run(char **command) {
    pid_t child = fork();
    if (child < 0) fail("fork");
    if (child == 0) {
        execvp(command[0], command);
        fail(command[0]);
    }
    struct ring_buffer *ring =
        ring_buffer__new(bpf_map__fd(bpf_object__find_map_by_name(object, "ring")), print_record, NULL, NULL);
    int status = 0;
    while (waitpid(child, &status, WNOHANG) == 0) {
        ring_buffer__consume(ring);
        usleep(1000);
    }
    ring_buffer__consume(ring);
    if (status != 0) exit(1);
}

int main(int count, char **values) {
    if (count < 5) return 2;
    const char *action = values[2], *kind = values[3];
    libbpf_set_print(quiet);
    object = bpf_object__open_file(values[1], NULL);
    if (object == NULL) fail(values[1]);
    struct bpf_program *each;
    bpf_object__for_each_program(each, object) bpf_program__set_autoload(each, false);
    int is_pair = strcmp(action, "latency") == 0;
    struct bpf_program *first = program(kind, action, "");
    struct bpf_program *second = is_pair ? program(kind, action, "_end") : NULL;
    bpf_program__set_autoload(first, true);
    if (second) bpf_program__set_autoload(second, true);
    if (strcmp(kind, "user") == 0) {
        bpf_program__set_expected_attach_type(first, UPROBE_MULTI);
        if (second) bpf_program__set_expected_attach_type(second, UPROBE_MULTI);
    }
    if (strcmp(kind, "fentry") == 0) {
        bpf_program__set_attach_target(first, 0, values[4]);
        if (second) bpf_program__set_attach_target(second, 0, values[4]);
    }
    if (bpf_object__load(object) != 0) fail("load");
    char **command = values + 5;
    if (strcmp(kind, "event") == 0) {
        attach_event(first, atoi(values[4]));
        if (second) attach_event(second, atoi(strchr(values[4], ',') + 1));
    } else if (strcmp(kind, "raw") == 0) {
        attach_raw(first, values[4]);
    } else if (strcmp(kind, "kprobe") == 0) {
        attach_kprobe(first, values[4], 0);
        if (second) attach_kprobe(second, values[4], 1);
    } else if (strcmp(kind, "fentry") == 0) {
        attach_fentry(first, values[4]);
        if (second) attach_fentry(second, values[4]);
    } else if (strcmp(kind, "syscall") == 0) {
        attach_raw(first, "sys_enter");
        if (second) attach_raw(second, "sys_exit");
        command = values + 4;
    } else {
        attach_user(first, values[4], values[5], 0);
        if (second) attach_user(second, values[4], values[5], 1);
        command = values + 6;
    }
    run(command);
    fprintf(stderr, "count %lu\n", counted(action));
    return 0;
}
