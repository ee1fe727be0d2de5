// The loops of x86-64 processors with AVX2 and fused operations.
#ifdef __x86_64__
#define LANES 8
#define HEIGHT 6
#define LEVEL "x86-64-v3"
#define LEVEL_SET kernel_set_x86_64_v3
#define MOST_MULTIPLICATIONS ((size_t)PTRDIFF_MAX)

#include "vectors.h"
#pragma clang attribute push(__attribute__((target("arch=x86-64-v3"))), apply_to = function)
#include "level.h"
#pragma clang attribute pop
#endif
