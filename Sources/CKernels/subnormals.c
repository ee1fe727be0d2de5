// Numbers too small to be normal: processors compute with them many times slower.
#include "CKernels.h"

#ifdef __x86_64__
#include <immintrin.h>

uint64_t kernel_flush_subnormals(void) {
    const unsigned control = _mm_getcsr();
    // Results and operands alike.
    _mm_setcsr(control | 0x8040);
    return control;
}

void kernel_restore_subnormals(uint64_t control) { _mm_setcsr((unsigned)control); }
#elif defined(__aarch64__)
uint64_t kernel_flush_subnormals(void) {
    uint64_t control;
    __asm__ volatile("mrs %0, fpcr" : "=r"(control));
    __asm__ volatile("msr fpcr, %0" : : "r"(control | (1u << 24)));
    return control;
}

void kernel_restore_subnormals(uint64_t control) { __asm__ volatile("msr fpcr, %0" : : "r"(control)); }
#else
uint64_t kernel_flush_subnormals(void) { return 0; }
void kernel_restore_subnormals(uint64_t control) { (void)control; }
#endif
