// Normal draws from the bits of the operating system.
#include "CKernels.h"

#include <errno.h>
#ifdef __APPLE__
#include <stdlib.h>
#else
#include <sys/random.h>
#endif

// Returns zero when the operating system gives no random bits.
static int fill_from_system(void *bits, size_t size) {
#ifdef __APPLE__
    arc4random_buf(bits, size);
#else
    // A request may be cut short by a signal once it is longer than 256 bytes.
    for (size_t filled = 0; filled < size;) {
        const ssize_t got = getrandom((char *)bits + filled, size - filled, 0);
        if (got < 0 && errno != EINTR) return 0;
        if (got > 0) filled += (size_t)got;
    }
#endif
    return 1;
}

static uint32_t system_word(void *is_done, size_t lane) {
    (void)lane;
    uint32_t word = 0;
    if (!fill_from_system(&word, sizeof word)) *(int *)is_done = 0;
    return word;
}

int kernel_add_system_noise(float deviation, float *values, size_t count) {
    size_t count_of_sets;
    const kernel_set *const *const sets = kernel_sets(&count_of_sets);
    uint32_t bits[1024];
    int is_done = 1;
    for (size_t done = 0; done < count && is_done; done += 1024) {
        if (!fill_from_system(bits, sizeof bits)) return 0;
        sets[count_of_sets - 1]->add_noise_from_words(bits, system_word, &is_done, deviation, values + done,
                                                      count - done < 1024 ? count - done : 1024);
    }
    return is_done;
}
