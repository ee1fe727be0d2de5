// The BLAS routines the matrices call, under names that hide which library answers them.
#pragma once

// Makes every caller run its products on its own thread alone, so that results repeat.
void blas_use_calling_thread_only(void);

// The library with its version, and the processor whose kernels it picked; NULL where it does not say.
const char *blas_library(void);
const char *blas_kernel(void);

// C = alpha op(A) op(B) + beta C, row-major; op transposes when its flag is not zero.
void blas_gemm_float(int transpose_a, int transpose_b, int rows, int columns, int inner, float alpha,
                     const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
void blas_gemm_double(int transpose_a, int transpose_b, int rows, int columns, int inner, double alpha,
                      const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc);

// The eigenvalues of a symmetric matrix in rising order, and for each a row of length 1 in the place of the matrix; 0 where it
// succeeds.
int lapack_symmetric_eigen(int size, double *matrix, double *eigenvalues, double *work, int work_count);
