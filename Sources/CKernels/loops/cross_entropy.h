// Softmax and cross-entropy.

typedef union {
    float value;
    uint32_t bits;
} number;

// e^x for x in [-87, 0], with the polynomial of Cephes' expf; no branch, so that a loop of it runs in vectors.
INLINE float exponential(float x) {
    // Added to 1.5 x 2^23, a number is rounded to a whole one, which then stands in the lowest bits.
    const number sum = {.value = x * 1.44269504088896341f + 0x1.8p23f};
    const float rounded = sum.value - 0x1.8p23f;
    const float f = x - rounded * 0.693359375f - rounded * -2.12194440e-4f;
    float p = 1.9875691500e-4f * f + 1.3981999507e-3f;
    p = p * f + 8.3334519073e-3f;
    p = p * f + 4.1665795894e-2f;
    p = p * f + 1.6666665459e-1f;
    p = p * f + 5.0000001201e-1f;
    const number power = {.bits = (sum.bits + 127) << 23};
    return (p * f * f + f + 1.0f) * power.value;
}

static void cross_entropy(float *values, const long *labels, float smoothing, float *losses, size_t rows,
                          size_t columns) {
    const float on_label = 1 - smoothing, spread = smoothing / (float)columns;
    for (size_t i = 0; i < rows; i++) {
        float *const row = values + i * columns;
        float largest = row[0];
        for (size_t j = 1; j < columns; j++) largest = row[j] > largest ? row[j] : largest;
        float sum = 0;
        for (size_t j = 0; j < columns; j++) {
            row[j] -= largest;
            sum += row[j];
        }
        losses[i] = -on_label * row[labels[i]] - spread * sum;
    }
    for (size_t k = 0; k < rows * columns; k++) {
        const float x = values[k];
        // Below, the exponential would be subnormal; NaN passes the comparison.
        values[k] = exponential(x < -87.0f ? -87.0f : x);
    }
    for (size_t i = 0; i < rows; i++) {
        float *const row = values + i * columns;
        float sum = 0;
        for (size_t j = 0; j < columns; j++) sum += row[j];
        const float scale = 1 / sum;
        for (size_t j = 0; j < columns; j++) row[j] = row[j] * scale - spread;
        row[labels[i]] -= on_label;
        losses[i] += logf(sum);
    }
}
