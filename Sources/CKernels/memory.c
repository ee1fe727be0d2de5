// How the C library keeps memory.
#include "CKernels.h"

#if defined(__linux__)
#include <malloc.h>
#endif

void kernel_keep_freed_memory(void) {
#if defined(__GLIBC__)
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}
