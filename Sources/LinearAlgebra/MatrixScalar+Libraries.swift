internal import CKernels
internal import COpenBLAS

/// BLAS runs on the thread that calls it: results repeat to the bit, and parallelism is across models.
let blasIsSingleThreaded: Void = blas_use_calling_thread_only()

/// Multiplications up to which our own product is faster than that of a library, which copies both matrices first.
private let mostForOwnKernel = 3 << 18

extension Float: MatrixScalar {
  public static func multiply(
    _ a: UnsafePointer<Float>, _ isATransposed: Bool, _ b: UnsafePointer<Float>, _ isBTransposed: Bool,
    plus row: UnsafePointer<Float>?, into c: UnsafeMutablePointer<Float>, rows: Int, columns: Int, inner: Int
  ) {
    let strips = (columns + KERNEL_PRODUCT_STRIP - 1) / KERNEL_PRODUCT_STRIP
    guard inner > KERNEL_DEEPEST_PRODUCT || rows * strips * KERNEL_PRODUCT_STRIP * inner > mostForOwnKernel
    else {
      return kernel_product(
        isATransposed ? 1 : 0, isBTransposed ? 1 : 0, rows, columns, inner, a, b, row, c)
    }
    _ = blasIsSingleThreaded
    // BLAS would set it to zero too, several times slower.
    setRows(c, to: row, rows: rows, columns: columns)
    blas_gemm_float(
      isATransposed ? 1 : 0, isBTransposed ? 1 : 0, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(isATransposed ? rows : inner), b, Int32(isBTransposed ? inner : columns), 1, c, Int32(columns))
  }

  public static func rectify(_ values: UnsafeMutablePointer<Float>, count: Int) {
    kernel_rectify(values, count)
  }

  public static func scaleRows(
    _ values: UnsafeMutablePointer<Float>, by factors: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    kernel_scale_rows(values, factors, rows, columns)
  }

  public static func squaredRowNorms(
    _ values: UnsafePointer<Float>, into norms: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernel_squared_row_norms(values, norms, rows, columns)
  }

  public static func columnSums(
    _ values: UnsafePointer<Float>, into sums: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernel_column_sums(values, sums, rows, columns)
  }

  public static func multiplyByRectifierSlope(
    _ values: UnsafeMutablePointer<Float>, atOutputs outputs: UnsafePointer<Float>, count: Int
  ) {
    kernel_rectifier_slope(values, outputs, count)
  }

  public static func crossEntropy(
    _ values: UnsafeMutablePointer<Float>, labels: UnsafePointer<Int>, labelSmoothing: Float,
    losses: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernel_cross_entropy(values, labels, labelSmoothing, losses, rows, columns)
  }

  public static func add(
    _ x: UnsafePointer<Float>, scaledBy factor: Float, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernel_add_scaled(y, x, factor, count)
  }

  public static func descend(
    _ w: UnsafeMutablePointer<Float>, velocity v: UnsafeMutablePointer<Float>,
    gradient g: UnsafePointer<Float>, scale: Float, decay: Float, momentum: Float, rate: Float, count: Int
  ) {
    kernel_descend(w, v, g, scale, decay, momentum, rate, count)
  }
}

extension Double: MatrixScalar {
  public static func multiply(
    _ a: UnsafePointer<Double>, _ isATransposed: Bool, _ b: UnsafePointer<Double>, _ isBTransposed: Bool,
    plus row: UnsafePointer<Double>?, into c: UnsafeMutablePointer<Double>, rows: Int, columns: Int,
    inner: Int
  ) {
    _ = blasIsSingleThreaded
    setRows(c, to: row, rows: rows, columns: columns)
    blas_gemm_double(
      isATransposed ? 1 : 0, isBTransposed ? 1 : 0, Int32(rows), Int32(columns), Int32(inner), 1, a,
      Int32(isATransposed ? rows : inner), b, Int32(isBTransposed ? inner : columns), 1, c, Int32(columns))
  }
}
