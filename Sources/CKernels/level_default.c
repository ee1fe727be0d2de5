// The loops of every processor of its kind: x86-64 as it began, or arm64 with NEON.
#if defined(__x86_64__)
#define LEVEL "x86-64"
#elif defined(__aarch64__)
#define LEVEL "arm64"
#else
#define LEVEL "unknown"
#endif

// Numbers in what the loops take for a vector: one register of x86-64, and two of the many that arm64 has.
#ifdef __x86_64__
#define LANES 4
#else
#define LANES 8
#endif
// Rows of a product that are worked on at a time: their sums, two vectors each, and what is multiplied stay in registers.
#define HEIGHT 6
#define LEVEL_SET kernel_set_default
#define MOST_MULTIPLICATIONS ((size_t)3 << 18)

#include "level.h"
