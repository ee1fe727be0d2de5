// The levels of processors as the x86-64 psABI numbers them, and which of them the routines here run at.
#include "CKernels.h"
#include "levels.h"

const char *kernel_processor_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v4")) return "x86-64-v4";
    if (__builtin_cpu_supports("x86-64-v3")) return "x86-64-v3";
    if (__builtin_cpu_supports("x86-64-v2")) return "x86-64-v2";
    return "x86-64";
#elif defined(__aarch64__)
    return "arm64";
#else
    return "unknown";
#endif
}

const char *kernel_level(void) {
#ifdef HAS_LEVELS
    __builtin_cpu_init();
    return __builtin_cpu_supports(HIGHEST_LEVEL) ? HIGHEST_LEVEL : "x86-64";
#elif defined(__x86_64__)
    return "x86-64";
#else
    return kernel_processor_level();
#endif
}
