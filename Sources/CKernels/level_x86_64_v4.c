// The loops of x86-64 processors with AVX-512.
#ifdef __x86_64__
#define LANES 16
#define HEIGHT 14
#define LEVEL "x86-64-v4"
#define LEVEL_SET kernel_set_x86_64_v4
#define MOST_MULTIPLICATIONS ((size_t)PTRDIFF_MAX)

#define HAS_MASKS

#include "vectors.h"

#include <immintrin.h>

// Compilers may split vectors of this width in two unless the width is asked for. Loops that are not written with vectors get half of it
// all the same: memory sets their pace.
#pragma clang attribute push(__attribute__((target("arch=x86-64-v4"), min_vector_width(512))), apply_to = function)
#include "level.h"
#pragma clang attribute pop
#endif
