// How a routine is compiled once for each level of the processor.
#pragma once

#if defined(__x86_64__) && defined(__linux__)
#define EACH_LEVEL __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define EACH_LEVEL
#endif

#define INLINE static inline __attribute__((always_inline))
