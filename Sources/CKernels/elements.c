// What is done value by value.
#include "CKernels.h"
#include "levels.h"

EACH_LEVEL void kernel_rectify(float *values, size_t count) {
    // Written so that NaN stays NaN.
    for (size_t i = 0; i < count; i++) values[i] = values[i] < 0 ? 0 : values[i];
}

EACH_LEVEL void kernel_rectifier_slope(float *restrict values, const float *restrict outputs, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] = outputs[i] == 0 ? 0 : values[i];
}

EACH_LEVEL void kernel_add_scaled(float *restrict y, const float *restrict x, float factor, size_t count) {
    for (size_t i = 0; i < count; i++) y[i] += factor * x[i];
}

EACH_LEVEL void kernel_descend(float *restrict weight, float *restrict velocity, const float *restrict gradient,
                               float scale, float decay, float momentum, float rate, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const float v = momentum * velocity[i] + (scale * gradient[i] + decay * weight[i]);
        velocity[i] = v;
        weight[i] -= rate * v;
    }
}
