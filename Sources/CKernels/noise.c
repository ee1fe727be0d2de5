// Standard normal draws, sixteen at a time.
//
// Bits come from sixteen xoshiro128++ generators (Blackman and Vigna, arXiv:1805.01407) and become normal by the method
// of Box and Muller (1958): a radius from 31 bits, which reaches 6.66 standard deviations, and an angle from 26.
#include "CKernels.h"
#include "levels.h"

#include <errno.h>
#include <string.h>
#ifdef __APPLE__
#include <stdlib.h>
#else
#include <sys/random.h>
#endif

typedef uint32_t words __attribute__((vector_size(64), aligned(4)));
typedef int32_t integers __attribute__((vector_size(64), aligned(4)));
typedef float floats __attribute__((vector_size(64), aligned(4)));

#define ROTATE(x, k) (((x) << (k)) | ((x) >> (32 - (k))))

INLINE void draw_words(words *s, words *result) {
    const words sum = s[0] + s[3];
    *result = ROTATE(sum, 7) + s[0];
    const words shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = ROTATE(s[3], 11);
}

// -2 ln u for u in (0, 1], with the polynomial of Cephes' logf.
INLINE void minus_twice_log(const floats *u, floats *result) {
    const integers bits = (integers)*u;
    // u = m 2^e with m in [sqrt(1/2), sqrt(2)).
    const integers exponent = (bits - 0x3f3504f3) >> 23;
    const floats m = (floats)(bits - (exponent << 23));
    const floats e = __builtin_convertvector(exponent, floats);
    const floats f = m - 1.0f;
    const floats z = f * f;
    floats p = 7.0376836292e-2f * f - 1.1514610310e-1f;
    p = p * f + 1.1676998740e-1f;
    p = p * f - 1.2420140846e-1f;
    p = p * f + 1.4249322787e-1f;
    p = p * f - 1.6668057665e-1f;
    p = p * f + 2.0000714765e-1f;
    p = p * f - 2.4999993993e-1f;
    p = p * f + 3.3333331174e-1f;
    const floats log = e * 0.693359375f + (f - 0.5f * z + (z * f * p + e * -2.12194440e-4f));
    *result = -2.0f * log;
}

// Two independent normals a lane from two random words a lane.
INLINE void normals(const words *first, const words *second, floats *x, floats *y) {
    const floats u = (__builtin_convertvector((integers)(*first >> 1), floats) + 0.5f) * 0x1p-31f;
    floats radius;
    minus_twice_log(&u, &radius);
    radius = __builtin_elementwise_sqrt((floats)((integers)radius & (radius >= 0.0f)));
    // An angle within an eighth of a turn of an axis, either side; two more bits choose the axis and its sign.
    const integers fraction = (integers)(*second << 2) >> 8;
    const floats t = (__builtin_convertvector(fraction, floats) + 0.5f) * (0x1p-23f * 0.78539816339744830962f);
    const floats z = t * t;
    const floats sine = t + t * z * ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f);
    const floats cosine =
        1.0f - 0.5f * z + z * z * ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f);
    const floats along = (floats)((words)(radius * cosine) ^ (*second & 0x80000000u));
    const floats across = radius * sine;
    const integers is_swapped = (integers)(*second << 1) >> 31;
    *x = (floats)(((integers)across & is_swapped) | ((integers)along & ~is_swapped));
    *y = (floats)(((integers)along & is_swapped) | ((integers)across & ~is_swapped));
}

INLINE void add(floats *x, const floats *y, float deviation, float *values, size_t count) {
    if (count >= 32) {
        floats *const target = (floats *)values;
        target[0] += deviation * *x;
        target[1] += deviation * *y;
    } else {
        float draws[32];
        memcpy(draws, x, 64);
        memcpy(draws + 16, y, 64);
        for (size_t i = 0; i < count; i++) values[i] += deviation * draws[i];
    }
}

EACH_LEVEL void kernel_add_noise(uint32_t *state, float deviation, float *values, size_t count) {
    words s[4], first, second;
    floats x, y;
    memcpy(s, state, sizeof s);
    for (size_t done = 0; done < count; done += 32) {
        draw_words(s, &first);
        draw_words(s, &second);
        normals(&first, &second, &x, &y);
        add(&x, &y, deviation, values + done, count - done);
    }
    memcpy(state, s, sizeof s);
}

EACH_LEVEL static void add_from_words(const uint32_t *bits, float deviation, float *values, size_t count) {
    words first, second;
    floats x, y;
    for (size_t done = 0; done < count; done += 32) {
        memcpy(&first, bits + done, 64);
        memcpy(&second, bits + done + 16, 64);
        normals(&first, &second, &x, &y);
        add(&x, &y, deviation, values + done, count - done);
    }
}

int kernel_add_system_noise(float deviation, float *values, size_t count) {
    uint32_t bits[1024];
    for (size_t done = 0; done < count; done += 1024) {
#ifdef __APPLE__
        arc4random_buf(bits, sizeof bits);
#else
        // A request may be cut short by a signal once it is longer than 256 bytes.
        for (size_t filled = 0; filled < sizeof bits;) {
            const ssize_t got = getrandom((char *)bits + filled, sizeof bits - filled, 0);
            if (got < 0 && errno != EINTR) return 0;
            if (got > 0) filled += (size_t)got;
        }
#endif
        add_from_words(bits, deviation, values + done, count - done < 1024 ? count - done : 1024);
    }
    return 1;
}
