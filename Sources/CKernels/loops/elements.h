// What is done value by value.

static void rectify(float *values, size_t count) {
    // Written so that NaN stays NaN.
    for (size_t i = 0; i < count; i++) values[i] = values[i] < 0 ? 0 : values[i];
}

static void rectifier_slope(float *restrict values, const float *restrict outputs, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] = outputs[i] == 0 ? 0 : values[i];
}

static void add_scaled(float *restrict y, const float *restrict x, float factor, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] += factor * x[i];
}

static void descend(float *restrict weight, float *restrict velocity, const float *restrict gradient,
                    float scale, float decay, float momentum, float rate, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const float v = momentum * velocity[i] + (scale * gradient[i] + decay * weight[i]);
        velocity[i] = v;
        weight[i] -= rate * v;
    }
}

// Without fused operations, so that all levels have the same bits.
static void adam(float *restrict weight, float *restrict first, float *restrict second,
                 const float *restrict gradient, float scale, float decay, float rate,
                 float first_correction, float second_correction, size_t count) {
#pragma clang fp contract(off)
    for (size_t i = 0; i < count; i++) {
        const float slope = decay == 0 ? scale * gradient[i] : scale * gradient[i] + decay * weight[i];
        first[i] += 0.1f * (slope - first[i]);
        second[i] += 0.001f * (slope * slope - second[i]);
        weight[i] -= rate * first[i] * first_correction / (__builtin_elementwise_sqrt(second[i] * second_correction) + 1e-8f);
    }
}
