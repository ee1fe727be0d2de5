#include "COpenBLAS.h"

#include <stddef.h>

#ifdef __APPLE__
#include <Accelerate/Accelerate.h>
void blas_use_calling_thread_only(void) {}
const char *blas_library(void) { return "Accelerate"; }
const char *blas_kernel(void) { return NULL; }
#else
#include <cblas.h>
// The library has LAPACK in it, but its headers are another package's.
extern void dsyev_(const char *job, const char *triangle, const int *size, double *matrix, const int *stride,
                   double *eigenvalues, double *work, const int *work_count, int *status);
void blas_use_calling_thread_only(void) { openblas_set_num_threads(1); }
const char *blas_library(void) { return openblas_get_config(); }
const char *blas_kernel(void) { return openblas_get_corename(); }
#endif

void blas_gemm_float(int transpose_a, int transpose_b, int rows, int columns, int inner, float alpha,
                     const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc) {
    cblas_sgemm(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans,
                rows, columns, inner, alpha, a, lda, b, ldb, beta, c, ldc);
}

void blas_gemm_double(int transpose_a, int transpose_b, int rows, int columns, int inner, double alpha,
                      const double *a, int lda, const double *b, int ldb, double beta, double *c, int ldc) {
    cblas_dgemm(CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans,
                rows, columns, inner, alpha, a, lda, b, ldb, beta, c, ldc);
}

int lapack_symmetric_eigen(int size, double *matrix, double *eigenvalues, double *work, int work_count) {
    int status = 0;
    // Its columns are rows here.
    dsyev_("V", "L", &size, matrix, &size, eigenvalues, work, &work_count, &status);
    return status;
}
