// Products of matrices small enough for the processor's nearest caches, where a library spends its time on copies of
// them and on batches that are no multiple of its blocks.
#include "CKernels.h"
#include "levels.h"

#include <string.h>

// A block of HEIGHT rows of two of these, a row of b and a factor fit the sixteen vector registers of AVX2.
typedef float lanes __attribute__((vector_size(32), aligned(4)));
enum { WIDTH = KERNEL_PRODUCT_STRIP, LANES = WIDTH / 2, HEIGHT = 6 };

// A matrix read with any distance between its rows, and between its columns.
typedef struct {
    const float *values;
    size_t row_step, column_step;
} strided;

// Each row of c[height, WIDTH] becomes start[WIDTH], or zero where there is none, plus its row of
// a[height, inner] b[inner, WIDTH]; the height is a constant of the call.
INLINE void set_block(const size_t height, size_t inner, const float *start, strided a, const float *b, size_t ldb,
                      float *c, size_t ldc) {
    lanes sums[HEIGHT][2] = {};
    if (start) {
        for (size_t i = 0; i < height; i++) memcpy(sums[i], start, sizeof sums[i]);
    }
    for (size_t k = 0; k < inner; k++) {
        lanes row[2];
        memcpy(row, b + k * ldb, sizeof row);
        for (size_t i = 0; i < height; i++) {
            const float factor = a.values[i * a.row_step + k * a.column_step];
            sums[i][0] += factor * row[0];
            sums[i][1] += factor * row[1];
        }
    }
    for (size_t i = 0; i < height; i++) memcpy(c + i * ldc, sums[i], sizeof sums[i]);
}

// The same for any number of rows, in as few blocks as there can be, all about as high.
INLINE void set_strip(size_t rows, size_t inner, const float *start, strided a, const float *b, size_t ldb, float *c,
                      size_t ldc) {
    for (size_t blocks = (rows + HEIGHT - 1) / HEIGHT; blocks > 0; blocks--) {
        const size_t height = rows / blocks;
        switch (height) {
            case 1: set_block(1, inner, start, a, b, ldb, c, ldc); break;
            case 2: set_block(2, inner, start, a, b, ldb, c, ldc); break;
            case 3: set_block(3, inner, start, a, b, ldb, c, ldc); break;
            case 4: set_block(4, inner, start, a, b, ldb, c, ldc); break;
            case 5: set_block(5, inner, start, a, b, ldb, c, ldc); break;
            default: set_block(6, inner, start, a, b, ldb, c, ldc);
        }
        a.values += height * a.row_step;
        c += height * ldc;
        rows -= height;
    }
}

// to[k, n] = from[n, k] for eight rows and eight columns.
INLINE void transpose_square(const float *from, size_t from_step, float *to, size_t to_step) {
    lanes r[LANES], s[LANES], t[LANES];
    for (int n = 0; n < LANES; n++) memcpy(&r[n], from + (size_t)n * from_step, sizeof r[n]);
    for (int n = 0; n < LANES; n += 2) {
        s[n] = __builtin_shufflevector(r[n], r[n + 1], 0, 8, 1, 9, 4, 12, 5, 13);
        s[n + 1] = __builtin_shufflevector(r[n], r[n + 1], 2, 10, 3, 11, 6, 14, 7, 15);
    }
    for (int n = 0; n < LANES; n += 4) {
        for (int odd = 0; odd < 2; odd++) {
            const lanes x = s[n + odd], y = s[n + odd + 2];
            t[n + 2 * odd] = __builtin_shufflevector(x, y, 0, 1, 8, 9, 4, 5, 12, 13);
            t[n + 2 * odd + 1] = __builtin_shufflevector(x, y, 2, 3, 10, 11, 6, 7, 14, 15);
        }
    }
    for (int n = 0; n < LANES / 2; n++) {
        const lanes low = __builtin_shufflevector(t[n], t[n + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        const lanes high = __builtin_shufflevector(t[n], t[n + 4], 4, 5, 6, 7, 12, 13, 14, 15);
        memcpy(to + (size_t)n * to_step, &low, sizeof low);
        memcpy(to + (size_t)(n + LANES / 2) * to_step, &high, sizeof high);
    }
}

// packed[inner, WIDTH] becomes the transpose of b[width, inner], with zeros to its right.
INLINE void pack_transposed(const float *b, size_t width, size_t inner, float *packed) {
    size_t n = 0;
    for (; n + LANES <= width; n += LANES) {
        size_t k = 0;
        for (; k + LANES <= inner; k += LANES) {
            transpose_square(b + n * inner + k, inner, packed + k * WIDTH + n, WIDTH);
        }
        for (; k < inner; k++) {
            for (size_t i = n; i < n + LANES; i++) packed[k * WIDTH + i] = b[i * inner + k];
        }
    }
    for (; n < WIDTH; n++) {
        for (size_t k = 0; k < inner; k++) packed[k * WIDTH + n] = n < width ? b[n * inner + k] : 0;
    }
}

// Copies rows that are `width` long to rows of WIDTH, with zeros to their right.
INLINE void widen(const float *from, size_t from_step, size_t width, size_t rows, float *to) {
    for (size_t i = 0; i < rows; i++) {
        for (size_t n = 0; n < WIDTH; n++) to[i * WIDTH + n] = n < width ? from[i * from_step + n] : 0;
    }
}

// What `set_strip` does, where c is only `width` wide; start and b are WIDTH wide all the same.
INLINE void set_edge(size_t rows, size_t inner, const float *start, strided a, const float *b, float *c, size_t ldc,
                     size_t width) {
    float wide[4 * HEIGHT * WIDTH];
    for (size_t i = 0; i < rows; i += 4 * HEIGHT) {
        const size_t height = rows - i < 4 * HEIGHT ? rows - i : 4 * HEIGHT;
        const strided part = {a.values + i * a.row_step, a.row_step, a.column_step};
        set_strip(height, inner, start, part, b, WIDTH, wide, WIDTH);
        for (size_t r = 0; r < height; r++) {
            for (size_t n = 0; n < width; n++) c[(i + r) * ldc + n] = wide[r * WIDTH + n];
        }
    }
}

EACH_LEVEL void kernel_product(int transpose_a, int transpose_b, size_t rows, size_t columns, size_t inner,
                               const float *a, const float *b, const float *start, float *c) {
    float packed[KERNEL_DEEPEST_PRODUCT * WIDTH], edge_start[WIDTH];
    const strided left = {a, transpose_a ? 1 : inner, transpose_a ? rows : 1};
    for (size_t j = 0; j < columns; j += WIDTH) {
        const size_t width = columns - j < WIDTH ? columns - j : WIDTH;
        const float *strip_start = start ? start + j : NULL;
        if (transpose_b) {
            pack_transposed(b + j * inner, width, inner, packed);
        } else if (width < WIDTH) {
            widen(b + j, columns, width, inner, packed);
        }
        if (width < WIDTH) {
            if (start) widen(strip_start, columns, width, 1, edge_start);
            set_edge(rows, inner, start ? edge_start : NULL, left, packed, c + j, columns, width);
        } else if (transpose_b) {
            set_strip(rows, inner, strip_start, left, packed, WIDTH, c + j, columns);
        } else {
            set_strip(rows, inner, strip_start, left, b + j, columns, c + j, columns);
        }
    }
}
