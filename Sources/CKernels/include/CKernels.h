// Loops over single-precision arrays, compiled once for every level of the processor and picked when the program starts.
//
// Every pointer is to memory the caller owns; no routine allocates, and none keeps a pointer.
#pragma once

#include <stddef.h>
#include <stdint.h>

// The level of this processor: x86-64, x86-64-v2, x86-64-v3, x86-64-v4 or arm64.
const char *kernel_processor_level(void);
// The level that the routines below were compiled for which it runs.
const char *kernel_level(void);

// On the calling thread, numbers too small to be normal become zero from here on; returns how it was before.
uint64_t kernel_flush_subnormals(void);
// Computes as before again.
void kernel_restore_subnormals(uint64_t control);

// Memory that is freed stays with the program from here on, for what it needs next.
void kernel_keep_freed_memory(void);

// The state of sixteen generators side by side: word w of generator l is at [16 w + l].
enum { KERNEL_LANES = 16, KERNEL_STATE_WORDS = 64 };

// Adds deviation times a standard normal draw to each value. A call consumes whole blocks of 32 draws, and further words
// of the generators whose draws lie far out.
void kernel_add_noise(uint32_t *state, float deviation, float *values, size_t count);
// Gives a further word for a lane.
typedef uint32_t (*kernel_further_word)(void *source, size_t lane);
// The same, with words handed in: of each 32 the first sixteen are for radii and the others for angles, and words [lane]
// and [16 + lane] make the draws at both places. A radius word below 2^21 asks for further ones.
void kernel_add_noise_from_words(const uint32_t *bits, kernel_further_word further, void *source, float deviation,
                                 float *values, size_t count);
// The same, with words of the operating system's generator. Returns zero when that generator fails.
int kernel_add_system_noise(float deviation, float *values, size_t count);

// Replaces what is negative by zero.
void kernel_rectify(float *values, size_t count);
// Multiplies row i by factors[i]; by zero it becomes zero whatever it held.
void kernel_scale_rows(float *values, const float *factors, size_t rows, size_t columns);
// sums[i] = sum over row i of the squares.
void kernel_squared_row_norms(const float *values, float *sums, size_t rows, size_t columns);
// sums[j] = sum over column j.
void kernel_column_sums(const float *values, float *sums, size_t rows, size_t columns);
// Zeroes the values where outputs is zero.
void kernel_rectifier_slope(float *values, const float *outputs, size_t count);
// Every row of logits becomes its softmax less the target, the gradient of its cross-entropy, which is losses[i]. The
// target is 1 - smoothing on labels[i], and smoothing spread evenly over all columns.
void kernel_cross_entropy(float *values, const long *labels, float smoothing, float *losses, size_t rows,
                          size_t columns);
// y += factor x.
void kernel_add_scaled(float *y, const float *x, float factor, size_t count);
// velocity = momentum velocity + scale gradient + decay weight; weight -= rate velocity.
void kernel_descend(float *weight, float *velocity, const float *gradient, float scale, float decay,
                    float momentum, float rate, size_t count);
// Adam, with m = first, v = second and slope = scale gradient + decay weight: m += (slope - m) / 10, v += (slope^2 - v) / 1000,
// weight -= rate m first_correction / (sqrt(v second_correction) + 1e-8).
void kernel_adam(float *weight, float *first, float *second, const float *gradient, float scale, float decay, float rate,
                 float first_correction, float second_correction, size_t count);
// Adds to gradient that of across sum |right - v| + down sum |below - v| over the pixels v of each picture, |d| smoothed to
// sqrt(d^2 + 1e-6).
void kernel_total_variation_slope(float *gradient, const float *values, float across, float down, size_t pictures,
                                  size_t rows, size_t columns);

// The columns of C that kernel_product works on at a time, whether or not there are so many, and the most columns of op(A)
// it can take.
enum { KERNEL_PRODUCT_STRIP = 16, KERNEL_DEEPEST_PRODUCT = 1024 };

// C = op(A) op(B), row-major, C [rows, columns], inner at most KERNEL_DEEPEST_PRODUCT; op transposes when its flag is
// not zero. Unless start is null it is added to every row.
void kernel_product(int transpose_a, int transpose_b, size_t rows, size_t columns, size_t inner, const float *a,
                    const float *b, const float *start, float *c);

// C += A B modulo 2^64, row-major, C [rows, columns].
void kernel_add_ring_product(size_t rows, size_t columns, size_t inner, const uint64_t *a, const uint64_t *b,
                             uint64_t *c);
