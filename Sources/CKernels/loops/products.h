// Products of matrices: strips of two vectors, blocks of rows whose sums stay in registers, and what follows a product done while its
// sums are still there.
#include "packing.h"

// The left side of a product as it lies in memory, [rows, depth] or turned, [depth, rows], with any distance between its rows there.
typedef struct {
    const float *values;
    size_t step;
} left_side;

// Where sums come from and go to, [rows, up to STRIP columns]; of the last vector of a row only the first `width` numbers count.
typedef struct {
    // Begins with zero where there is none.
    const float *start;
    size_t start_step;
    const float *slope;
    int is_rectified;
    float *c;
    // Between the rows of c, and of the slope.
    size_t c_step;
    size_t width;
} target;

// The first `width` numbers at an address, and zeros.
INLINE vector read_part(const float *from, size_t width) {
    vector values = {};
#ifdef HAS_MASKS
    values = _mm512_maskz_loadu_ps((__mmask16)((1u << width) - 1), from);
#else
    if (width == LANES) {
        memcpy(&values, from, sizeof values);
    } else {
        float part[LANES] = {};
        for (size_t n = 0; n < width; n++) part[n] = from[n];
        memcpy(&values, part, sizeof values);
    }
#endif
    return values;
}

INLINE void write_part(const vector *values, float *to, size_t width) {
#ifdef HAS_MASKS
    _mm512_mask_storeu_ps(to, (__mmask16)((1u << width) - 1), *values);
#else
    if (width == LANES) {
        memcpy(to, values, sizeof *values);
    } else {
        // In halves, quarters and so on.
        float part[LANES];
        memcpy(part, values, sizeof part);
        size_t done = 0;
        UNROLLED for (size_t size = LANES / 2; size > 0; size /= 2) {
            if (!(width & size)) continue;
            memcpy(to + done, part + done, size * sizeof(float));
            done += size;
        }
    }
#endif
}

// Rows of a strip between which the left side's pointers stay: what is ahead of them fits the address.
enum { AHEAD = 4 };

// Else compilers take a pointer apart into one for each of its uses, more than there are registers.
#define KEEP(pointer) __asm__("" : "+r"(pointer))

// A row of a strip, times its factor for each row of sums, is added to these.
INLINE void add_row(const size_t height, const size_t vectors, const float *const *factors, size_t row_step,
                    size_t place, const float *strip, vector sums[HEIGHT][2]) {
    vector row[2];
    UNROLLED for (size_t v = 0; v < vectors; v++) memcpy(&row[v], strip + v * LANES, sizeof row[v]);
    UNROLLED for (size_t i = 0; i < height; i++) {
        const float factor = factors[i / 3][i % 3 * row_step + place];
        UNROLLED for (size_t v = 0; v < vectors; v++) sums[i][v] += factor * row[v];
    }
}

// Each row of c becomes its start plus its row of a[height, depth] strip[depth, STRIP]; what is const is a constant of the call.
INLINE void set_block(const size_t height, const size_t vectors, const int is_whole, const int is_turned, left_side a,
                      const float *strip, size_t strip_step, size_t depth, target to) {
    const size_t widths[2] = {vectors == 2 || is_whole ? LANES : to.width, is_whole ? LANES : to.width};
    vector sums[HEIGHT][2] = {};
    if (to.start) {
        UNROLLED for (size_t i = 0; i < height; i++) {
            UNROLLED for (size_t v = 0; v < vectors; v++) {
                sums[i][v] = read_part(to.start + i * to.start_step + v * LANES, widths[v]);
            }
        }
    }
    // Three rows reach their factors from one pointer, by whole steps that an address has room for; of a turned side the factors of all rows
    // lie side by side.
    const float *factors[(HEIGHT + 2) / 3];
    UNROLLED for (size_t i = 0; i < height; i += 3) factors[i / 3] = a.values + i * (is_turned ? 1 : a.step);
    const size_t together = is_turned ? 1 : AHEAD;
    size_t k = 0;
    for (; k + together <= depth; k += together) {
        UNROLLED for (size_t n = 0; n < together; n++) {
            add_row(height, vectors, factors, is_turned ? 1 : a.step, n, strip, sums);
            strip += strip_step;
        }
        UNROLLED for (size_t i = 0; i < height; i += 3) {
            factors[i / 3] += is_turned ? a.step : together;
            KEEP(factors[i / 3]);
        }
    }
    for (; k < depth; k++) {
        add_row(height, vectors, factors, a.step, 0, strip, sums);
        strip += strip_step;
        UNROLLED for (size_t i = 0; i < height; i += 3) factors[i / 3] += 1;
    }
    if (to.is_rectified) {
        UNROLLED for (size_t i = 0; i < height; i++) {
            // Written so that NaN stays NaN.
            UNROLLED for (size_t v = 0; v < vectors; v++) {
                sums[i][v] = (vector)((vector_mask)sums[i][v] & ~(sums[i][v] < 0));
            }
        }
    }
    if (to.slope) {
        UNROLLED for (size_t i = 0; i < height; i++) {
            UNROLLED for (size_t v = 0; v < vectors; v++) {
                const vector slope = read_part(to.slope + i * to.c_step + v * LANES, widths[v]);
                sums[i][v] = (vector)((vector_mask)sums[i][v] & ~(slope == 0));
            }
        }
    }
    UNROLLED for (size_t i = 0; i < height; i++) {
        UNROLLED for (size_t v = 0; v < vectors; v++) {
            write_part(&sums[i][v], to.c + i * to.c_step + v * LANES, widths[v]);
        }
    }
}

#define BLOCK_OF(height) \
    case height: set_block(height, vectors, is_whole, is_turned, a, strip, strip_step, depth, to); break;

// The same for any number of rows, in as few blocks as there can be, all about as high.
INLINE void set_blocks(size_t rows, const size_t vectors, const int is_whole, const int is_turned, left_side a,
                       const float *strip, size_t strip_step, size_t depth, target to) {
    for (size_t blocks = (rows + HEIGHT - 1) / HEIGHT; blocks > 0; blocks--) {
        const size_t height = rows / blocks;
        switch (height) {
            BLOCK_OF(1) BLOCK_OF(2) BLOCK_OF(3) BLOCK_OF(4) BLOCK_OF(5) BLOCK_OF(6)
#if HEIGHT == 14
            BLOCK_OF(7) BLOCK_OF(8) BLOCK_OF(9) BLOCK_OF(10) BLOCK_OF(11) BLOCK_OF(12) BLOCK_OF(13) BLOCK_OF(14)
#endif
        }
        a.values += height * (is_turned ? 1 : a.step);
        if (to.start) to.start += height * to.start_step;
        if (to.slope) to.slope += height * to.c_step;
        to.c += height * to.c_step;
        rows -= height;
    }
}

// Rows that are multiplied by one strip after another, before the next rows are: so many stay in the second cache.
enum { MOST_ROWS = 256 };

// Those rows of c, from the first on, become what they start from plus their part of op(A) times that part of op(B).
INLINE void set_rows(const kernel_product *p, const int is_turned, size_t first_row, size_t rows, size_t first,
                     size_t depth, int is_last) {
    _Alignas(64) float packed[DEPTH * STRIP];
    const left_side a = {p->a + (is_turned ? first * p->rows + first_row : first_row * p->inner + first),
                         is_turned ? p->rows : p->inner};
    for (size_t j = 0; j < p->columns; j += STRIP) {
        const size_t width = p->columns - j < STRIP ? p->columns - j : STRIP;
        const size_t corner = first_row * p->columns + j;
        const float *strip = packed;
        size_t strip_step = STRIP;
        if (p->is_b_transposed) {
            pack_transposed(p->b + j * p->inner + first, p->inner, width, depth, packed);
        } else if (rows > HEIGHT || width < STRIP || p->factors) {
            pack_plain(p->b + first * p->columns + j, p->columns, width, depth,
                       p->factors ? p->factors + first : NULL, packed);
        } else {
            // Read once, it need not be copied.
            strip = p->b + first * p->columns + j;
            strip_step = p->columns;
        }
        const target to = {
            .start = first > 0 ? p->c + corner : p->start ? p->start + j : NULL,
            .start_step = first > 0 ? p->columns : 0,
            .slope = is_last && p->slope ? p->slope + corner : NULL,
            .is_rectified = is_last && p->is_rectified,
            .c = p->c + corner,
            .c_step = p->columns,
            .width = width > LANES ? width - LANES : width,
        };
        if (width == STRIP) {
            set_blocks(rows, 2, 1, is_turned, a, strip, strip_step, depth, to);
        } else if (width > LANES) {
            set_blocks(rows, 2, 0, is_turned, a, strip, strip_step, depth, to);
        } else {
            set_blocks(rows, 1, 0, is_turned, a, strip, strip_step, depth, to);
        }
    }
}

static void multiply(const kernel_product *p) {
    // At least one: what sums nothing is its start.
    const size_t parts = p->inner > DEPTH ? (p->inner + DEPTH - 1) / DEPTH : 1;
    for (size_t part = 0, first = 0; part < parts; part++) {
        const size_t depth = (p->inner - first) / (parts - part);
        for (size_t row = 0; row < p->rows; row += MOST_ROWS) {
            const size_t rows = p->rows - row < MOST_ROWS ? p->rows - row : MOST_ROWS;
            if (p->is_a_transposed) {
                set_rows(p, 1, row, rows, first, depth, part + 1 == parts);
            } else {
                set_rows(p, 0, row, rows, first, depth, part + 1 == parts);
            }
        }
        first += depth;
    }
}
