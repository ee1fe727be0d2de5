// The levels of processors as the x86-64 psABI numbers them, and the loops that there are for each.
#include "CKernels.h"

extern const kernel_set kernel_set_default;
#ifdef __x86_64__
extern const kernel_set kernel_set_x86_64_v3, kernel_set_x86_64_v4;
#endif

const char *kernel_processor_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
    if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
    if (__builtin_cpu_supports("x86-64-v2")) return "x86-64-v2";
#endif
    return kernel_set_default.level;
}

const kernel_set *const *kernel_sets(size_t *count) {
#if defined(__x86_64__)
    static const kernel_set *const sets[] = {&kernel_set_default, &kernel_set_x86_64_v3, &kernel_set_x86_64_v4};
    __builtin_cpu_init();
    *count = 1;
    if (__builtin_cpu_supports("x86-64-v3")) *count = 2;
    if (__builtin_cpu_supports("x86-64-v4")) *count = 3;
#else
    static const kernel_set *const sets[] = {&kernel_set_default};
    *count = 1;
#endif
    return sets;
}
