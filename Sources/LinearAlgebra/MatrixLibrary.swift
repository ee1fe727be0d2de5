internal import COpenBLAS

/// The library of matrix products, for what our own loops are not compiled for or slower at.
package enum MatrixLibrary {
  /// Adds op(A) op(B) to C, with that B.
  package typealias Multiply<Scalar> = (_ product: MatrixProduct<Scalar>, _ b: UnsafePointer<Scalar>) -> Void

  /// It runs on the thread that calls it: results repeat to the bit, and parallelism is across models.
  static let isSingleThreaded: Void = blas_use_calling_thread_only()

  static func multiply(_ product: MatrixProduct<Float>, _ b: UnsafePointer<Float>) {
    _ = isSingleThreaded
    blas_gemm_float(
      product.isATransposed ? 1 : 0, product.isBTransposed ? 1 : 0, Int32(product.rows),
      Int32(product.columns),
      Int32(product.inner), 1, product.a, Int32(product.isATransposed ? product.rows : product.inner), b,
      Int32(product.isBTransposed ? product.inner : product.columns), 1, product.c, Int32(product.columns))
  }

  static func multiply(_ product: MatrixProduct<Double>, _ b: UnsafePointer<Double>) {
    _ = isSingleThreaded
    blas_gemm_double(
      product.isATransposed ? 1 : 0, product.isBTransposed ? 1 : 0, Int32(product.rows),
      Int32(product.columns),
      Int32(product.inner), 1, product.a, Int32(product.isATransposed ? product.rows : product.inner), b,
      Int32(product.isBTransposed ? product.inner : product.columns), 1, product.c, Int32(product.columns))
  }

  /// Whether it multiplies right on this processor, for which some versions do not.
  static let isRight = agrees(float: multiply, double: multiply)

  /// Whether these give what our own loops give for matrices of small whole numbers, whose products are exact in any order.
  package static func agrees(float: @escaping Multiply<Float>, double: @escaping Multiply<Double>) -> Bool {
    let turns = [(false, false), (false, true), (true, false), (true, true)]
    // Within one block of a kernel, on its edges, over several; and too large for kernels that small products have of their own.
    let shapes = [
      (1, 1, 1, turns), (9, 130, 5, turns), (33, 17, 40, turns), (64, 48, 70, turns), (20, 30, 400, turns),
      (130, 121, 401, [(false, true), (true, false)]),
    ]
    return shapes.allSatisfy { rows, columns, inner, turns in
      turns.allSatisfy { isATransposed, isBTransposed in
        let a = (0..<rows * inner).map { Float($0 * 7 % 11) - 5 }
        let b = (0..<inner * columns).map { Float($0 * 5 % 13) - 6 }
        let multiply = { (a: [Float], b: [Float], compute: (MatrixProduct<Float>) -> Void) in
          Self.product(a, b, rows, columns, inner, isATransposed, isBTransposed, compute)
        }
        let own = multiply(a, b, Float.multiplyByLoops)
        return own == multiply(a, b) { $0.compute(by: float) }
          && own.map(Double.init)
            == product(
              a.map(Double.init), b.map(Double.init), rows, columns, inner, isATransposed, isBTransposed
            ) { $0.compute(by: double) }
      }
    }
  }

  /// C of a product.
  package static func product<Scalar: MatrixScalar>(
    _ a: [Scalar], _ b: [Scalar], _ rows: Int, _ columns: Int, _ inner: Int, _ isATransposed: Bool,
    _ isBTransposed: Bool, _ compute: (MatrixProduct<Scalar>) -> Void
  ) -> [Scalar] {
    var c = [Scalar](repeating: 0, count: rows * columns)
    c.withUnsafeMutableBufferPointer { c in
      a.withUnsafeBufferPointer { a in
        b.withUnsafeBufferPointer { b in
          compute(
            MatrixProduct(
              rows: rows, columns: columns, inner: inner, a: a.baseAddress!, isATransposed: isATransposed,
              b: b.baseAddress!, isBTransposed: isBTransposed, start: nil, factors: nil, slope: nil,
              isRectified: false, c: c.baseAddress!))
        }
      }
    }
    return c
  }
}
