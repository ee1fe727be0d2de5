// Radii far out.
#pragma once

#include "CKernels.h"

// Below this number of 31 bits the radii of neighbours lie further apart than floats do.
enum { NOISE_TAIL = 1 << 20 };

// Of sixteen squared radii those in the tail become what further words say.
void kernel_replace_tails(const uint32_t *first, kernel_further_word further, void *source, float *squared);
