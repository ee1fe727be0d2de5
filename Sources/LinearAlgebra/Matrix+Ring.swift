internal import CKernels

/// Products and sums modulo 2⁶⁴, exact whatever the order they are formed in.
extension Matrix where Scalar == UInt64 {
  /// Adds the product of two matrices.
  ///
  /// - Precondition: the inner sizes agree, and this matrix has the product's size.
  public mutating func addProduct(_ left: Matrix, _ right: Matrix) {
    precondition(left.columnCount == right.rowCount)
    precondition(rowCount == left.rowCount && columnCount == right.columnCount)
    left.elements.withUnsafeBufferPointer { a in
      right.elements.withUnsafeBufferPointer { b in
        elements.withUnsafeMutableBufferPointer { c in
          guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
          kernels.add_ring_product(left.rowCount, right.columnCount, left.columnCount, a, b, c)
        }
      }
    }
  }

  public static func + (left: Matrix, right: Matrix) -> Matrix {
    var sum = left
    sum.elements.addWrapping(right.elements)
    return sum
  }

  public static func - (left: Matrix, right: Matrix) -> Matrix {
    var difference = left
    difference.elements.subtractWrapping(right.elements)
    return difference
  }

  /// Turned over: [columns, rows].
  public var transposed: Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    elements.withUnsafeBufferPointer { elements in
      result.elements.withUnsafeMutableBufferPointer { turned in
        for row in 0..<rowCount {
          for column in 0..<columnCount {
            turned[column * rowCount + row] = elements[row * columnCount + column]
          }
        }
      }
    }
    return result
  }
}
