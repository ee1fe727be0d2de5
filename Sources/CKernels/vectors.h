// What the loops of every level are written with.
#pragma once

#include "CKernels.h"
#include "noise_tails.h"

#include <math.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")
