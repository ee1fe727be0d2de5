// What a core can do where memory is no matter.

// As many chains of operations as hide how long one takes.
enum { CHAINS = 12 };

static float multiply_and_add(size_t count) {
    typedef float vector __attribute__((vector_size(4 * LANES)));
    vector sums[CHAINS] = {}, factor = (vector){} + 0.999f, term = (vector){} + 1e-3f;
    for (size_t done = 0; done < count; done += CHAINS * LANES) {
        UNROLLED for (int chain = 0; chain < CHAINS; chain++) sums[chain] = sums[chain] * factor + term;
    }
    UNROLLED for (int chain = 1; chain < CHAINS; chain++) sums[0] += sums[chain];
    return sums[0][0];
}
