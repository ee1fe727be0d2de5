// All loops, compiled for the level that the including file names.
#include "vectors.h"

#include "loops/cross_entropy.h"
#include "loops/elements.h"
#include "loops/noise.h"
#include "loops/pictures.h"
#include "loops/products.h"
#include "loops/ring.h"
#include "loops/rows.h"
#include "loops/registers.h"

const kernel_set LEVEL_SET = {
    .level = LEVEL,
    .most_multiplications = MOST_MULTIPLICATIONS,
    .multiply = multiply,
    .add_ring_product = add_ring_product,
    .add_noise = add_noise,
    .add_noise_from_words = add_noise_from_words,
    .rectify = rectify,
    .rectifier_slope = rectifier_slope,
    .add_scaled = add_scaled,
    .descend = descend,
    .adam = adam,
    .scale_rows = scale_rows,
    .squared_row_norms = squared_row_norms,
    .gather_rows = gather_rows,
    .column_sums = column_sums,
    .cross_entropy = cross_entropy,
    .total_variation_slope = total_variation_slope,
    .multiply_and_add = multiply_and_add,
};
