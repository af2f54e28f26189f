// libpfm4: the names of hardware counters' events, and what perf events they are.
#pragma once

#include <linux/perf_event.h>
#include <perfmon/pfmlib.h>
#include <string.h>

// pfm_perf_encode_arg_t of <perfmon/pfmlib_perf_event.h>, whose own copy of <linux/perf_event.h> clashes with the kernel's.
struct cpfm_encoding {
    struct perf_event_attr *attributes;
    char **full_name;
    size_t size;
    int index;
    int cpu;
    int flags;
    int padding;
};

// What perf takes for an event, in both modes; not 0 when libpfm4 does not know the name.
static inline int cpfm_encode(
    const char *name, unsigned int *type, unsigned long long *config, unsigned long long *config1,
    unsigned long long *config2) {
    struct perf_event_attr attributes;
    struct cpfm_encoding encoding;
    memset(&attributes, 0, sizeof attributes);
    memset(&encoding, 0, sizeof encoding);
    encoding.attributes = &attributes;
    encoding.size = sizeof encoding;
    int result = pfm_get_os_event_encoding(name, PFM_PLM0 | PFM_PLM3, PFM_OS_PERF_EVENT, &encoding);
    *type = attributes.type;
    *config = attributes.config;
    *config1 = attributes.config1;
    *config2 = attributes.config2;
    return result;
}
