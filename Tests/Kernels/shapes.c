// Every product of matrices of whole numbers up to a size in each dimension, at every level that the processor has, each exactly: with
// and without what goes before and after a product. Buffers are as long as they must be, for a sanitizer to see what is read beyond.
#include "CKernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300 };

static float left(size_t i, size_t k) { return (float)((i * 7 + k * 5 + i * k) % 9) - 4; }
static float right(size_t k, size_t j) { return (float)((k * 3 + j * 11 + k * j) % 7) - 3; }
static float factor(size_t k) { return (float)(k % 4) - 1; }
static float start(size_t j) { return (float)(j % 5) - 2; }
static int is_zero(size_t i, size_t j) { return (i + 2 * j) % 3 == 0; }

// Sums of the products of the first rows of both matrices, without factors and with them.
static float sums[2][MOST][MOST];

static float *filled(size_t rows, size_t columns, int is_turned, float (*value)(size_t, size_t)) {
    float *const values = malloc(rows * columns * sizeof(float));
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) values[is_turned ? j * rows + i : i * columns + j] = value(i, j);
    }
    return values;
}

static int is_right(const kernel_product *p) {
    for (size_t i = 0; i < p->rows; i++) {
        for (size_t j = 0; j < p->columns; j++) {
            float expected = sums[p->factors != NULL][i][j] + (p->start ? start(j) : 0);
            if (p->is_rectified && expected < 0) expected = 0;
            if (p->slope && is_zero(i, j)) expected = 0;
            if (p->c[i * p->columns + j] != expected) return 0;
        }
    }
    return 1;
}

static size_t check(const kernel_set *set, size_t rows, size_t columns, size_t inner) {
    size_t wrong = 0;
    float *const c = malloc(rows * columns * sizeof(float)), *const slope = malloc(rows * columns * sizeof(float));
    float *const factors = malloc(inner * sizeof(float)), *const starts = malloc(columns * sizeof(float));
    for (size_t k = 0; k < inner; k++) factors[k] = factor(k);
    for (size_t j = 0; j < columns; j++) starts[j] = start(j);
    for (size_t i = 0; i < rows; i++) {
        for (size_t j = 0; j < columns; j++) slope[i * columns + j] = is_zero(i, j) ? 0 : 1;
    }
    for (int turned = 0; turned < 4; turned++) {
        float *const a = filled(rows, inner, turned & 1, left), *const b = filled(inner, columns, turned & 2, right);
        for (int options = 0; options < 2; options++) {
            // Factors are for products of rows with rows.
            const int has_factors = options && !(turned & 2);
            memset(c, 0xff, rows * columns * sizeof(float));
            const kernel_product p = {
                .rows = rows, .columns = columns, .inner = inner, .a = a, .b = b, .is_a_transposed = turned & 1,
                .is_b_transposed = turned & 2, .start = options ? starts : NULL,
                .factors = has_factors ? factors : NULL, .slope = options && (rows & 1) ? slope : NULL,
                .is_rectified = options && (columns & 1), .c = c};
            set->multiply(&p);
            wrong += !is_right(&p);
        }
        free(a);
        free(b);
    }
    free(c);
    free(slope);
    free(factors);
    free(starts);
    return wrong;
}

// Usage: shapes SIZE STRIDE [INNER...]: every size up to that one, or every STRIDE-th; and products of those inner sizes beside.
int main(int count, char **arguments) {
    const size_t size = count > 1 ? strtoul(arguments[1], NULL, 10) : 70;
    const size_t stride = count > 2 ? strtoul(arguments[2], NULL, 10) : 1;
    if (size == 0 || size > MOST || stride == 0) return fprintf(stderr, "Give a size up to %d, and a stride.\n", MOST), 2;
    size_t set_count, wrong = 0, checked = 0;
    const kernel_set *const *const sets = kernel_sets(&set_count);
    size_t deepest = size;
    for (int n = 3; n < count; n++) {
        const size_t depth = strtoul(arguments[n], NULL, 10);
        if (depth > deepest) deepest = depth;
    }
    for (size_t inner = 0; inner <= deepest; inner++) {
        if (inner > 0) {
            for (size_t i = 0; i < size; i++) {
                for (size_t j = 0; j < size; j++) {
                    const float product = left(i, inner - 1) * right(inner - 1, j);
                    sums[0][i][j] += product;
                    sums[1][i][j] += factor(inner - 1) * product;
                }
            }
        }
        int is_asked = inner <= size && (inner < 3 || inner % stride == 0);
        for (int n = 3; n < count; n++) is_asked |= strtoul(arguments[n], NULL, 10) == inner;
        if (!is_asked) continue;
        for (size_t level = 0; level < set_count; level++) {
            for (size_t rows = 1; rows <= size; rows += stride) {
                for (size_t columns = 1; columns <= size; columns += stride) {
                    const size_t found = check(sets[level], rows, columns, inner);
                    if (found > 0 && wrong < 20)
                        printf("%s: %zu x %zu x %zu is wrong\n", sets[level]->level, rows, columns, inner);
                    wrong += found;
                    checked += 8;
                }
            }
        }
    }
    for (size_t level = 0; level < set_count; level++) printf("%s ", sets[level]->level);
    printf(": %zu products, %zu wrong\n", checked, wrong);
    return wrong > 0;
}
