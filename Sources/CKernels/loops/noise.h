// Standard normal draws, sixteen at a time.
//
// Bits come from sixteen xoshiro128++ generators (Blackman and Vigna, arXiv:1805.01407) and become normal by the method
// of Box and Muller (1958): a radius from 31 bits and an angle from 30. Alone those 31 would end at 6.66 standard
// deviations, with gaps before it; so where they are a small number, one in 2,048, further words say where within it.

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

// -2 ln u, where u 2^31 is what 31 bits of each word are; of no meaning where that is zero. The polynomial is of the least relative error,
// 2^-22.
INLINE void minus_twice_log(const words *first, floats *u, floats *result) {
    *u = __builtin_convertvector((integers)(*first >> 1), floats);
    const integers bits = (integers)*u;
    // u = m 2^(31 + e) with m in [sqrt(1/2), sqrt(2)).
    const integers above = bits - (0x3f3504f3 + (31 << 23));
    const floats e = __builtin_convertvector(above >> 23, floats);
    const floats m = (floats)(bits - (above & ~0x7fffff));
    const floats f = m * 0x1p-31f - 1.0f;
    floats p = 2.0213791728e-1f * f - 3.2445162535e-1f;
    p = p * f + 3.4501659870e-1f;
    p = p * f - 3.9800330997e-1f;
    p = p * f + 4.9939817190e-1f;
    p = p * f - 6.6670119762e-1f;
    p = p * f + 1.0000072718f;
    p = p * f - 1.9999998808f;
    *result = p * f + e * -1.3862943611f;
}

INLINE int has_tail(const floats *u) { return __builtin_reduce_or(*u < (float)NOISE_TAIL) != 0; }

// Two independent normals a lane from a squared radius and a random word a lane.
INLINE void normals(const floats *squared, const words *second, floats *x, floats *y) {
    const floats radius = __builtin_elementwise_sqrt(*squared);
    // An angle within an eighth of a turn of an axis, either side; two more bits choose the axis and its sign.
    const floats t =
        __builtin_convertvector((integers)(*second << 2), floats) * (0x1p-31f * 0.78539816339744830962f);
    const floats z = t * t;
    const floats sine = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z + 1.0f;
    const floats cosine = ((-1.3597822981e-3f * z + 4.1656292975e-2f) * z - 4.9999895692e-1f) * z + 1.0f;
    const words along = (words)(radius * cosine) ^ (*second & 0x80000000u);
    const words across = (words)(radius * t * sine);
    // What makes the one the other, where they change places.
    const words change = (along ^ across) & (words)((integers)(*second << 1) >> 31);
    *x = (floats)(along ^ change);
    *y = (floats)(across ^ change);
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

static void add_noise_from_words(const uint32_t *bits, kernel_further_word further, void *source,
                                 float deviation, float *values, size_t count) {
    words first, second;
    floats u, squared, x, y;
    for (size_t done = 0; done < count; done += 32) {
        memcpy(&first, bits + done, 64);
        memcpy(&second, bits + done + 16, 64);
        minus_twice_log(&first, &u, &squared);
        if (__builtin_expect(has_tail(&u), 0)) {
            float replaced[KERNEL_LANES];
            memcpy(replaced, &squared, 64);
            kernel_replace_tails(bits + done, further, source, replaced);
            memcpy(&squared, replaced, 64);
        }
        normals(&squared, &second, &x, &y);
        add(&x, &y, deviation, values + done, count - done);
    }
}

// The next word of that lane's generator; the other fifteen stay where they are.
static uint32_t generated_word(void *state, size_t lane) {
    uint32_t *const kept = state;
    words s[4], result;
    memcpy(s, kept, sizeof s);
    draw_words(s, &result);
    for (size_t word = 0; word < 4; word++) kept[KERNEL_LANES * word + lane] = s[word][lane];
    return result[lane];
}

static void add_noise(uint32_t *state, float deviation, float *values, size_t count) {
    words s[4], first, second;
    floats u, squared, x, y;
    memcpy(s, state, sizeof s);
    for (size_t done = 0; done < count; done += 32) {
        draw_words(s, &first);
        draw_words(s, &second);
        minus_twice_log(&first, &u, &squared);
        normals(&squared, &second, &x, &y);
        // Asked last, though it makes the draws of such a block anew: a branch amid the arithmetic costs every block 6 %.
        if (__builtin_expect(has_tail(&u), 0)) {
            uint32_t bits[32];
            memcpy(bits, &first, 64);
            memcpy(bits + 16, &second, 64);
            memcpy(state, s, sizeof s);
            add_noise_from_words(bits, generated_word, state, deviation, values + done,
                                        count - done < 32 ? count - done : 32);
            memcpy(s, state, sizeof s);
        } else {
            add(&x, &y, deviation, values + done, count - done);
        }
    }
    memcpy(state, s, sizeof s);
}
