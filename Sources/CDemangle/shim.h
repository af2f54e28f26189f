// The demanglers of the two runtimes that this program is linked with anyway.
#pragma once
#include <stddef.h>
#include <stdint.h>

// libswiftCore (SwiftDemangle.h): with no buffer given, the result is to be freed; NULL for what is no Swift symbol.
char *swift_demangle(const char *name, size_t length, char *buffer, size_t *size, uint32_t flags);

// libstdc++ (cxxabi.h): the same; status 0 means success.
char *__cxa_demangle(const char *name, char *buffer, size_t *size, int *status);
