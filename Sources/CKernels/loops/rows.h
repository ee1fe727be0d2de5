// What is done to the rows and columns of a matrix, [rows, columns].

static void scale_rows(float *values, const float *factors, size_t rows, size_t columns) {
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

typedef float sixteen __attribute__((vector_size(64), aligned(4)));
typedef float eight __attribute__((vector_size(32), aligned(4)));
typedef float four __attribute__((vector_size(16), aligned(4)));

// Always in the same order, so that all levels have the same bits.
INLINE float sum_of(const sixteen *values) {
    const eight half = __builtin_shufflevector(*values, *values, 0, 1, 2, 3, 4, 5, 6, 7)
                       + __builtin_shufflevector(*values, *values, 8, 9, 10, 11, 12, 13, 14, 15);
    const four quarter =
        __builtin_shufflevector(half, half, 0, 1, 2, 3) + __builtin_shufflevector(half, half, 4, 5, 6, 7);
    return (quarter[0] + quarter[2]) + (quarter[1] + quarter[3]);
}

static void squared_row_norms(const float *values, float *sums, size_t rows, size_t columns) {
    for (size_t i = 0; i < rows; i++) {
        const float *const row = values + i * columns;
        sixteen squares = {};
        size_t j = 0;
        for (; j + 16 <= columns; j += 16) {
            sixteen x;
            memcpy(&x, row + j, sizeof x);
            squares += x * x;
        }
        if (j < columns) {
            float rest[16] = {};
            for (size_t k = 0; j + k < columns; k++) rest[k] = row[j + k];
            sixteen x;
            memcpy(&x, rest, sizeof x);
            squares += x * x;
        }
        sums[i] = sum_of(&squares);
    }
}

static void column_sums(const float *values, const float *factors, float *sums, size_t rows, size_t columns) {
    for (size_t j = 0; j < columns; j++) sums[j] = 0;
    for (size_t i = 0; i < rows; i++) {
        const float *const row = values + i * columns;
        const float factor = factors ? factors[i] : 1;
        for (size_t j = 0; j < columns; j++) sums[j] += factor * row[j];
    }
}
