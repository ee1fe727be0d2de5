// Strips of the right side of a product, copied so that its rows follow one another: the innermost loop then reads one after the other,
// on whole lines of the cache.

// A block of HEIGHT rows of two of these, a row of a strip and a factor fit the registers.
typedef float vector __attribute__((vector_size(4 * LANES), aligned(4)));
typedef int32_t vector_mask __attribute__((vector_size(4 * LANES), aligned(4)));
// Columns of a strip, and the most rows: so long a strip stays in the nearest cache, of 48 KiB where there are vectors of sixteen and of 32
// elsewhere.
enum { STRIP = 2 * LANES, DEPTH = (LANES == 16 ? 9216 : 6144) / STRIP };

// What is done in each quarter of four numbers of a vector.
#if LANES == 16
#define IN_EACH_QUARTER(places) places(0), places(4), places(8), places(12)
#elif LANES == 8
#define IN_EACH_QUARTER(places) places(0), places(4)
#else
#define IN_EACH_QUARTER(places) places(0)
#endif
#define LOW_PAIRS(q) q, LANES + q, q + 1, LANES + q + 1
#define HIGH_PAIRS(q) q + 2, LANES + q + 2, q + 3, LANES + q + 3
#define FIRST_HALVES(q) q, q + 1, LANES + q, LANES + q + 1
#define SECOND_HALVES(q) q + 2, q + 3, LANES + q + 2, LANES + q + 3

// to[k, n] = from[n, k] for four columns and a vector of rows, which may be anywhere.
INLINE void transpose_four(const float *const from[LANES], size_t offset, float *to) {
    vector rows[4];
    UNROLLED for (int n = 0; n < 4; n++) {
        // Rows four apart meet in one vector, for the rest to stay within quarters.
        float parts[LANES];
        UNROLLED for (int q = 0; q < LANES; q += 4) memcpy(parts + q, from[n + q] + offset, 4 * sizeof(float));
        memcpy(&rows[n], parts, sizeof rows[n]);
    }
    const vector a = __builtin_shufflevector(rows[0], rows[1], IN_EACH_QUARTER(LOW_PAIRS));
    const vector b = __builtin_shufflevector(rows[2], rows[3], IN_EACH_QUARTER(LOW_PAIRS));
    const vector c = __builtin_shufflevector(rows[0], rows[1], IN_EACH_QUARTER(HIGH_PAIRS));
    const vector d = __builtin_shufflevector(rows[2], rows[3], IN_EACH_QUARTER(HIGH_PAIRS));
    const vector columns[4] = {__builtin_shufflevector(a, b, IN_EACH_QUARTER(FIRST_HALVES)),
                               __builtin_shufflevector(a, b, IN_EACH_QUARTER(SECOND_HALVES)),
                               __builtin_shufflevector(c, d, IN_EACH_QUARTER(FIRST_HALVES)),
                               __builtin_shufflevector(c, d, IN_EACH_QUARTER(SECOND_HALVES))};
    UNROLLED for (int k = 0; k < 4; k++) memcpy(to + k * STRIP, &columns[k], sizeof columns[k]);
}

// strip[depth, STRIP] becomes the transpose of b[width, depth], whose rows are b_step apart. What lies to its right, up to a whole vector,
// is of no meaning.
INLINE void pack_transposed(const float *b, size_t b_step, size_t width, size_t depth, float *strip) {
    for (size_t n = 0; n < width; n += LANES) {
        const float *rows[LANES];
        UNROLLED for (size_t i = 0; i < LANES; i++) rows[i] = b + (n + i < width ? n + i : width - 1) * b_step;
        size_t k = 0;
        for (; k + 4 <= depth; k += 4) transpose_four(rows, k, strip + k * STRIP + n);
        for (; k < depth; k++) {
            UNROLLED for (size_t i = 0; i < LANES; i++) strip[k * STRIP + n + i] = rows[i][k];
        }
    }
}

// strip[depth, STRIP] becomes b[depth, width], each row multiplied by its factor where there are factors.
INLINE void pack_plain(const float *b, size_t b_step, size_t width, size_t depth, const float *factors, float *strip) {
    for (size_t k = 0; k < depth; k++) {
        const float *const row = b + k * b_step;
        float *const packed = strip + k * STRIP;
        if (width == STRIP) {
            vector values[2];
            memcpy(values, row, sizeof values);
            if (factors) {
                values[0] *= factors[k];
                values[1] *= factors[k];
            }
            memcpy(packed, values, sizeof values);
        } else {
            for (size_t n = 0; n < width; n++) packed[n] = factors ? factors[k] * row[n] : row[n];
        }
    }
}
