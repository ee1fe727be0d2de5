// How a routine is compiled once for each level of the processor.
#pragma once

#ifdef __has_feature
#define IS_THREAD_SANITIZED __has_feature(thread_sanitizer)
#else
#define IS_THREAD_SANITIZED 0
#endif

// What chooses a level runs before the thread sanitizer does, and would be instrumented by it.
#if defined(__x86_64__) && defined(__linux__) && !IS_THREAD_SANITIZED
#define HAS_LEVELS
#define HIGHEST_LEVEL "x86-64-v3"
#define EACH_LEVEL __attribute__((target_clones("arch=" HIGHEST_LEVEL, "default")))
// Eight words of 64 bits are multiplied at once where there are instructions for it.
#define RING_LEVEL __attribute__((target_clones("arch=x86-64-v4", "arch=" HIGHEST_LEVEL, "default")))
#else
#define EACH_LEVEL
#define RING_LEVEL
#endif

#define INLINE static inline __attribute__((always_inline))
