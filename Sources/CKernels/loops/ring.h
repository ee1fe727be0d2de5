// Products of matrices of whole numbers modulo 2^64.

// Rows of b that are taken together, so that a row of c is read and written once for all of them.
enum { TOGETHER = 8 };

// A row of c gains its row of a[inner] b[inner, columns]; the inner size is a constant of the call.
INLINE void add_to_row(const size_t inner, size_t columns, const uint64_t *a, const uint64_t *b, uint64_t *restrict c) {
    for (size_t j = 0; j < columns; j++) {
        uint64_t sum = 0;
        for (size_t k = 0; k < inner; k++) sum += a[k] * b[k * columns + j];
        c[j] += sum;
    }
}

static void add_ring_product(size_t rows, size_t columns, size_t inner, const uint64_t *a, const uint64_t *b,
                             uint64_t *c) {
    const size_t whole = inner - inner % TOGETHER;
    for (size_t k = 0; k < whole; k += TOGETHER) {
        for (size_t i = 0; i < rows; i++) add_to_row(TOGETHER, columns, a + i * inner + k, b + k * columns, c + i * columns);
    }
    for (size_t k = whole; k < inner; k++) {
        for (size_t i = 0; i < rows; i++) add_to_row(1, columns, a + i * inner + k, b + k * columns, c + i * columns);
    }
}
