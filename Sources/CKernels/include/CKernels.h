// Loops over arrays, compiled once for every level of the processor; which of them to run is chosen at run time.
//
// Every pointer is to memory the caller owns; no routine allocates, and none keeps a pointer.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// The level of this processor: x86-64, x86-64-v2, x86-64-v3, x86-64-v4, arm64 or unknown.
const char *kernel_processor_level(void);

// On the calling thread, numbers too small to be normal become zero from here on; returns how it was before.
uint64_t kernel_flush_subnormals(void);
// Computes as before again.
void kernel_restore_subnormals(uint64_t control);

// Memory that is freed stays with the program from here on, for what it needs next.
void kernel_keep_freed_memory(void);

// The state of sixteen generators side by side: word w of generator l is at [16 w + l].
enum { KERNEL_LANES = 16, KERNEL_STATE_WORDS = 64 };

// Gives a further word for a lane.
typedef uint32_t (*kernel_further_word)(void *source, size_t lane);

// A product C = op(A) op(B) of matrices that lie row by row, op(A) [rows, inner], op(B) [inner, columns]; op transposes where its flag
// is not zero. Every sum begins at its start and goes over the inner index from the first to the last.
typedef struct {
    size_t rows, columns, inner;
    const float *a;
    const float *b;
    int is_a_transposed, is_b_transposed;
    // What each sum of a column starts from, [columns]; zero where there is none.
    const float *_Nullable start;
    // What row k of op(B) is multiplied by before all else, [inner]; nothing where there is none.
    const float *_Nullable factors;
    // Where this is zero C becomes zero, [rows, columns].
    const float *_Nullable slope;
    // Whether what is negative becomes zero.
    int is_rectified;
    float *c;
} kernel_product;

// The loops of one level, which nothing changes.
typedef struct __attribute__((swift_attr("@Sendable"))) {
    // As the x86-64 psABI numbers them.
    const char *level;
    // Multiplications up to which its products are faster than those of a library.
    size_t most_multiplications;

    void (*multiply)(const kernel_product *product);
    // C += A B modulo 2^64, row by row, C [rows, columns].
    void (*add_ring_product)(size_t rows, size_t columns, size_t inner, const uint64_t *a, const uint64_t *b,
                             uint64_t *c);

    // Adds deviation times a standard normal draw to each value. A call consumes whole blocks of 32 draws, and further words
    // of the generators whose draws lie far out.
    void (*add_noise)(uint32_t *state, float deviation, float *values, size_t count);
    // The same, with words handed in: of each 32 the first sixteen are for radii and the others for angles, and words [lane]
    // and [16 + lane] make the draws at both places. A radius word below 2^21 asks for further ones.
    void (*add_noise_from_words)(const uint32_t *bits, kernel_further_word further, void *source, float deviation,
                                 float *values, size_t count);

    // Replaces what is negative by zero.
    void (*rectify)(float *values, size_t count);
    // Zeroes the values where outputs is zero.
    void (*rectifier_slope)(float *values, const float *outputs, size_t count);
    // y += factor x.
    void (*add_scaled)(float *y, const float *x, float factor, size_t count);
    // velocity = momentum velocity + scale gradient + decay weight; weight -= rate velocity.
    void (*descend)(float *weight, float *velocity, const float *gradient, float scale, float decay, float momentum,
                    float rate, size_t count);
    // Adam, with m = first, v = second and slope = scale gradient + decay weight: m += (slope - m) / 10,
    // v += (slope^2 - v) / 1000, weight -= rate m first_correction / (sqrt(v second_correction) + 1e-8).
    void (*adam)(float *weight, float *first, float *second, const float *gradient, float scale, float decay,
                 float rate, float first_correction, float second_correction, size_t count);

    // Multiplies row i by factors[i]; by zero it becomes zero whatever it held.
    void (*scale_rows)(float *values, const float *factors, size_t rows, size_t columns);
    // sums[i] = sum over row i of the squares.
    void (*squared_row_norms)(const float *values, float *sums, size_t rows, size_t columns);
    // Row i becomes row indices[i] of the source, and sums[i] the sum of its squares.
    void (*gather_rows)(const float *source, const long *indices, float *values, float *sums, size_t rows,
                        size_t columns);
    // sums[j] = sum over column j of the values, each multiplied by its row's factor where there are factors.
    void (*column_sums)(const float *values, const float *_Nullable factors, float *sums, size_t rows, size_t columns);

    // Every row of logits becomes its softmax less the target, the gradient of its cross-entropy, which is losses[i]. The
    // target is 1 - smoothing on labels[i], and smoothing spread evenly over all columns.
    void (*cross_entropy)(float *values, const long *labels, float smoothing, float *losses, size_t rows,
                          size_t columns);
    // Adds to gradient that of across sum |right - v| + down sum |below - v| over the pixels v of each picture, |d| smoothed
    // to sqrt(d^2 + 1e-6).
    void (*total_variation_slope)(float *gradient, const float *values, float across, float down, size_t pictures,
                                  size_t rows, size_t columns);

    // Multiplies a number and adds another, at least that many times and in registers alone; returns what came out of it.
    float (*multiply_and_add)(size_t count);
} kernel_set;

// The loops that this processor can run, from the lowest level to the highest; the last is the one to use.
const kernel_set *_Nonnull const *_Nonnull kernel_sets(size_t *count);

// Adds deviation times a standard normal draw to each value, from words of the operating system's generator. Returns zero when that
// generator fails.
int kernel_add_system_noise(float deviation, float *values, size_t count);

#pragma clang assume_nonnull end
