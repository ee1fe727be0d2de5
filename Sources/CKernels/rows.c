// What is done to the rows and columns of a matrix, [rows, columns].
#include "CKernels.h"
#include "levels.h"

EACH_LEVEL void kernel_scale_rows(float *values, const float *factors, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        float *const row = values + i * columns;
        const float factor = factors[i];
        if (factor == 0) {
            for (size_t j = 0; j < columns; j++) row[j] = 0;
        } else if (factor != 1) {
            for (size_t j = 0; j < columns; j++) row[j] *= factor;
        }
    }
}

EACH_LEVEL void kernel_squared_row_norms(const float *values, float *sums, size_t rows, size_t columns) {
#pragma clang fp reassociate(on)
    for (size_t i = 0; i < rows; i++) {
        const float *const row = values + i * columns;
        float sum = 0;
        for (size_t j = 0; j < columns; j++) sum += row[j] * row[j];
        sums[i] = sum;
    }
}

EACH_LEVEL void kernel_column_sums(const float *values, float *sums, size_t rows, size_t columns) {
    for (size_t j = 0; j < columns; j++) sums[j] = 0;
    for (size_t i = 0; i < rows; i++) {
        const float *const row = values + i * columns;
        for (size_t j = 0; j < columns; j++) sums[j] += row[j];
    }
}
