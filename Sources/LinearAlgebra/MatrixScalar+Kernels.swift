internal import CKernels

extension Float: MatrixScalar {
  public static func multiply(_ product: MatrixProduct<Float>) {
    let (outputs, isTooLarge) = product.rows.multipliedReportingOverflow(by: product.columns)
    let isForLoops =
      !isTooLarge && product.inner <= Int(kernels.most_multiplications) / max(1, outputs)
    if isForLoops || !MatrixLibrary.isRight {
      multiplyByLoops(product)
    } else {
      multiplyByLibrary(product)
    }
  }

  public static func multiplyByLibrary(_ product: MatrixProduct<Float>) {
    product.compute(by: MatrixLibrary.multiply)
  }

  /// The product by the loops that were compiled for the processor.
  static func multiplyByLoops(_ product: MatrixProduct<Float>) {
    var product = kernel_product(
      rows: product.rows, columns: product.columns, inner: product.inner, a: product.a, b: product.b,
      is_a_transposed: product.isATransposed ? 1 : 0, is_b_transposed: product.isBTransposed ? 1 : 0,
      start: product.start, factors: product.factors, slope: product.slope,
      is_rectified: product.isRectified ? 1 : 0, c: product.c)
    kernels.multiply(&product)
  }

  public static func rectify(_ values: UnsafeMutablePointer<Float>, count: Int) {
    kernels.rectify(values, count)
  }

  public static func scaleRows(
    _ values: UnsafeMutablePointer<Float>, by factors: UnsafePointer<Float>, rows: Int, columns: Int
  ) {
    kernels.scale_rows(values, factors, rows, columns)
  }

  public static func squaredRowNorms(
    _ values: UnsafePointer<Float>, into norms: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernels.squared_row_norms(values, norms, rows, columns)
  }

  public static func gatherRows(
    _ source: UnsafePointer<Float>, at indices: UnsafePointer<Int>, into values: UnsafeMutablePointer<Float>,
    squaredNorms norms: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernels.gather_rows(source, indices, values, norms, rows, columns)
  }

  public static func columnSums(
    _ values: UnsafePointer<Float>, scaledBy factors: UnsafePointer<Float>?,
    into sums: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernels.column_sums(values, factors, sums, rows, columns)
  }

  public static func multiplyByRectifierSlope(
    _ values: UnsafeMutablePointer<Float>, atOutputs outputs: UnsafePointer<Float>, count: Int
  ) {
    kernels.rectifier_slope(values, outputs, count)
  }

  public static func crossEntropy(
    _ values: UnsafeMutablePointer<Float>, labels: UnsafePointer<Int>, labelSmoothing: Float,
    losses: UnsafeMutablePointer<Float>, rows: Int, columns: Int
  ) {
    kernels.cross_entropy(values, labels, labelSmoothing, losses, rows, columns)
  }

  public static func add(
    _ x: UnsafePointer<Float>, scaledBy factor: Float, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    kernels.add_scaled(y, x, factor, count)
  }

  public static func descend(
    _ w: UnsafeMutablePointer<Float>, velocity v: UnsafeMutablePointer<Float>,
    gradient g: UnsafePointer<Float>, scale: Float, decay: Float, momentum: Float, rate: Float, count: Int
  ) {
    kernels.descend(w, v, g, scale, decay, momentum, rate, count)
  }
}

/// With the plain loops, and products by the library.
extension Double: MatrixScalar {
  public static func multiply(_ product: MatrixProduct<Double>) {
    if MatrixLibrary.isRight {
      multiplyByLibrary(product)
    } else {
      product.computePlainly()
    }
  }

  public static func multiplyByLibrary(_ product: MatrixProduct<Double>) {
    product.compute(by: MatrixLibrary.multiply)
  }
}
