// elfutils libelf: the generic ELF reader.
#pragma once
#include <elf.h>
#include <gelf.h>
#include <libelf.h>
#include <sys/syscall.h>
#include <unistd.h>

// memfd_create(2), which the C library hides from Swift: a file without a name, closed on exec.
static inline int celf_memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1); }
