/// C ← op(A) op(B) over row-major storage: op(A) is [rows, inner], op(B) [inner, columns], and op transposes where the flag says so.
public struct MatrixProduct<Scalar> {
  package let rows: Int
  package let columns: Int
  let inner: Int
  let a: UnsafePointer<Scalar>
  package let isATransposed: Bool
  let b: UnsafePointer<Scalar>
  package let isBTransposed: Bool
  /// Added to every row, [columns].
  let start: UnsafePointer<Scalar>?
  /// What row `k` of op(B) is multiplied by, [inner].
  let factors: UnsafePointer<Scalar>?
  /// Where this is zero C becomes zero, [rows, columns].
  let slope: UnsafePointer<Scalar>?
  /// Whether what is negative becomes zero.
  let isRectified: Bool
  package let c: UnsafeMutablePointer<Scalar>
}

extension MatrixProduct where Scalar: MatrixScalar {
  /// The product in four loops, over the inner index from first to last: for machines whose library is not to be trusted.
  package func computePlainly() {
    for row in 0..<rows {
      let c = c + row * columns
      for column in 0..<columns { c[column] = start?[column] ?? 0 }
      for k in 0..<inner {
        let factor = isATransposed ? a[k * rows + row] : a[row * inner + k]
        let scale = factors?[k] ?? 1
        for column in 0..<columns {
          c[column] += factor * (scale * (isBTransposed ? b[column * inner + k] : b[k * columns + column]))
        }
      }
    }
    finish()
  }

  /// The product by a routine of a library that adds op(A) op(B) to C.
  func compute(by library: MatrixLibrary.Multiply<Scalar>) {
    for row in 0..<rows {
      if let start {
        (c + row * columns).update(from: start, count: columns)
      } else {
        // The library would set it to zero too, several times slower.
        (c + row * columns).update(repeating: 0, count: columns)
      }
    }
    if inner == 0 {
      // No library takes rows of no length.
    } else if let factors {
      withUnsafeTemporaryAllocation(of: Scalar.self, capacity: inner * columns) { scaled in
        let scaled = scaled.baseAddress!
        scaled.initialize(from: b, count: inner * columns)
        scaleRight(scaled, by: factors)
        library(self, scaled)
      }
    } else {
      library(self, b)
    }
    finish()
  }

  /// Row `k` of op(B) by its factor.
  private func scaleRight(_ b: UnsafeMutablePointer<Scalar>, by factors: UnsafePointer<Scalar>) {
    for row in 0..<(isBTransposed ? columns : inner) {
      for column in 0..<(isBTransposed ? inner : columns) {
        b[row * (isBTransposed ? inner : columns) + column] *= factors[isBTransposed ? column : row]
      }
    }
  }

  private func finish() {
    if isRectified { Scalar.rectify(c, count: rows * columns) }
    if let slope { Scalar.multiplyByRectifierSlope(c, atOutputs: slope, count: rows * columns) }
  }
}
