// Instructions that Swift has no word for.
#pragma once

/// Has the processor bring the memory at an address into its caches, and does not wait for it; any address will do.
static inline void CProcessor_prefetch(const void *address) { __builtin_prefetch(address); }
