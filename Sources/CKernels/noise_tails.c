// Radii far out, compiled once for every level of the processor to draw the same.
#include "noise_tails.h"

#include <math.h>

// -2 ln u in the tail: u is where in the interval of 2^-31 that the leading 31 bits choose the next word says. In the
// lowest, which reaches to 0, the next word leads instead, and so on: 32 bits or more follow the first that is not zero.
static float squared_tail_radius(uint32_t leading, kernel_further_word further, void *source, size_t lane) {
    int bits = 31;
    // Fair bits are zero for 64 words with a probability of 2^-2048: a source that gives so many has failed, and must not
    // hang the run.
    for (int drawn = 0; leading == 0 && drawn < 64; drawn++) {
        leading = further(source, lane);
        bits += 32;
    }
    const uint64_t within = (uint64_t)leading << 32 | further(source, lane);
    return (float)(2 * ((bits + 32) * 0.69314718055994530942 - log((double)within + 0.5)));
}

__attribute__((cold, noinline)) void kernel_replace_tails(const uint32_t *first, kernel_further_word further,
                                                          void *source, float *squared) {
    for (size_t lane = 0; lane < KERNEL_LANES; lane++) {
        const uint32_t leading = first[lane] >> 1;
        if (leading < NOISE_TAIL) squared[lane] = squared_tail_radius(leading, further, source, lane);
    }
}
