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

// The sums of four vectors' lanes, always in the same order, so that all levels have the same bits.
INLINE four lane_sums(const sixteen *v) {
    const sixteen first = __builtin_shufflevector(v[0], v[1], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
                          + __builtin_shufflevector(v[0], v[1], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29,
                                                    30, 31);
    const sixteen last = __builtin_shufflevector(v[2], v[3], 0, 1, 2, 3, 4, 5, 6, 7, 16, 17, 18, 19, 20, 21, 22, 23)
                         + __builtin_shufflevector(v[2], v[3], 8, 9, 10, 11, 12, 13, 14, 15, 24, 25, 26, 27, 28, 29,
                                                   30, 31);
    const sixteen quarters =
        __builtin_shufflevector(first, last, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27)
        + __builtin_shufflevector(first, last, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31);
    const eight pairs = __builtin_shufflevector(quarters, quarters, 0, 1, 4, 5, 8, 9, 12, 13)
                        + __builtin_shufflevector(quarters, quarters, 2, 3, 6, 7, 10, 11, 14, 15);
    return __builtin_shufflevector(pairs, pairs, 0, 2, 4, 6) + __builtin_shufflevector(pairs, pairs, 1, 3, 5, 7);
}

// The squares of a row, added up lane by lane; the row is copied on the way where there is room for a copy.
INLINE void set_squares(sixteen *total, const float *row, float *copy, size_t columns) {
    // Two sums, for one addition to wait for half of the others.
    sixteen sums[2] = {}, x;
    size_t j = 0;
    for (; j + 32 <= columns; j += 32) {
        UNROLLED for (size_t n = 0; n < 2; n++) {
            memcpy(&x, row + j + 16 * n, sizeof x);
            if (copy) memcpy(copy + j + 16 * n, &x, sizeof x);
            sums[n] += x * x;
        }
    }
    for (; j < columns; j += 16) {
        float part[16] = {};
        const size_t width = columns - j < 16 ? columns - j : 16;
        for (size_t n = 0; n < width; n++) part[n] = row[j + n];
        if (copy) {
            for (size_t n = 0; n < width; n++) copy[j + n] = part[n];
        }
        memcpy(&x, part, sizeof x);
        sums[0] += x * x;
    }
    *total = sums[0] + sums[1];
}

// sums[i] = the sum of the squares of row indices[i], which becomes row i of the copies; of row i itself where there are none.
INLINE void set_norms(const float *values, const long *indices, float *copies, float *sums, size_t rows,
                      size_t columns) {
    for (size_t i = 0; i < rows; i += 4) {
        sixteen parts[4] = {};
        const size_t some = rows - i < 4 ? rows - i : 4;
        for (size_t n = i; n < i + some; n++) {
            const float *const row = values + (indices ? (size_t)indices[n] : n) * columns;
            set_squares(&parts[n - i], row, copies ? copies + n * columns : NULL, columns);
        }
        const four norms = lane_sums(parts);
        memcpy(sums + i, &norms, some * sizeof(float));
    }
}

static void squared_row_norms(const float *values, float *sums, size_t rows, size_t columns) {
    set_norms(values, NULL, NULL, sums, rows, columns);
}

static void gather_rows(const float *source, const long *indices, float *values, float *sums, size_t rows,
                        size_t columns) {
    set_norms(source, indices, values, sums, rows, columns);
}

// The sums of `vectors` vectors of columns, of the last of which the first `width` count.
INLINE void sum_columns(const float *values, const float *factors, float *sums, size_t rows, size_t columns,
                        const size_t vectors, size_t width) {
    vector totals[4] = {};
    for (size_t i = 0; i < rows; i++) {
        const float factor = factors ? factors[i] : 1;
        UNROLLED for (size_t v = 0; v < vectors; v++) {
            totals[v] += factor * read_part(values + i * columns + v * LANES, v + 1 < vectors ? LANES : width);
        }
    }
    UNROLLED for (size_t v = 0; v < vectors; v++) {
        write_part(&totals[v], sums + v * LANES, v + 1 < vectors ? LANES : width);
    }
}

static void column_sums(const float *values, const float *factors, float *sums, size_t rows, size_t columns) {
    size_t j = 0;
    for (; j + 4 * LANES <= columns; j += 4 * LANES) {
        sum_columns(values + j, factors, sums + j, rows, columns, 4, LANES);
    }
    for (; j < columns; j += LANES) {
        const size_t width = columns - j < LANES ? columns - j : LANES;
        sum_columns(values + j, factors, sums + j, rows, columns, 1, width);
    }
}
