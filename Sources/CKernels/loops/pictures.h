// What is done with pictures, row by row.

enum { CHUNK = 64 };

// Adds the slope of weight sum |v[i + step] - v[i]| over a run of pixels.
INLINE void add_slopes(float *gradient, const float *values, size_t step, float weight, size_t count) {
#pragma clang fp contract(off)
    float slopes[CHUNK];
    for (size_t start = 0; start < count; start += CHUNK) {
        const size_t length = count - start < CHUNK ? count - start : CHUNK;
        const float *v = values + start;
        float *g = gradient + start;
        for (size_t i = 0; i < length; i++) {
            const float difference = v[i + step] - v[i];
            slopes[i] = weight * difference / __builtin_elementwise_sqrt(difference * difference + 1e-6f);
        }
        for (size_t i = 0; i < length; i++) g[i] -= slopes[i];
        for (size_t i = 0; i < length; i++) g[i + step] += slopes[i];
    }
}

static void total_variation_slope(float *restrict gradient, const float *restrict values, float across,
                                  float down, size_t pictures, size_t rows, size_t columns) {
    if (rows == 0 || columns == 0) return;
    for (size_t picture = 0; picture < pictures; picture++) {
        const float *v = values + picture * rows * columns;
        float *g = gradient + picture * rows * columns;
        for (size_t row = 0; row < rows; row++)
            add_slopes(g + row * columns, v + row * columns, 1, across, columns - 1);
        add_slopes(g, v, columns, down, (rows - 1) * columns);
    }
}
