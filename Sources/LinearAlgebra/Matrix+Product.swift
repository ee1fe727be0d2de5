extension Matrix {
  /// One side of a product, as it stands or turned over.
  public enum Side {
    case plain(Matrix)
    case transposed(Matrix)

    var matrix: Matrix {
      switch self {
      case .plain(let matrix), .transposed(let matrix): matrix
      }
    }

    var isTransposed: Bool {
      if case .transposed = self { true } else { false }
    }
  }

  /// This matrix becomes the product of `left` and `right`, in the memory it has.
  ///
  /// - Precondition: the inner sizes agree, and this matrix has as many columns as the product.
  @specialized(where Scalar == Float)
  public mutating func setToProduct(_ left: Side, _ right: Side) {
    resize(rowCount: left.isTransposed ? left.matrix.columnCount : left.matrix.rowCount)
    // BLAS would set it to zero too, several times slower.
    setToZero()
    addProduct(left, right)
  }

  /// Adds the product of `left` and `right`.
  ///
  /// - Precondition: the inner sizes agree, and this matrix has the size of the product.
  @specialized(where Scalar == Float)
  public mutating func addProduct(_ left: Side, _ right: Side) {
    let (a, b) = (left.matrix, right.matrix)
    let rows = left.isTransposed ? a.columnCount : a.rowCount
    let inner = left.isTransposed ? a.rowCount : a.columnCount
    let rightInner = right.isTransposed ? b.columnCount : b.rowCount
    let columns = right.isTransposed ? b.rowCount : b.columnCount
    precondition(inner == rightInner, "inner sizes \(inner) and \(rightInner) differ")
    precondition(
      rowCount == rows && columnCount == columns,
      "a product of \(rows) x \(columns) does not fit \(rowCount) x \(columnCount)")
    guard rows > 0, columns > 0, inner > 0 else { return }
    a.elements.withUnsafeBufferPointer { a in
      b.elements.withUnsafeBufferPointer { b in
        elements.withUnsafeMutableBufferPointer { c in
          Scalar.addProduct(
            a.baseAddress!, left.isTransposed, b.baseAddress!, right.isTransposed, to: c.baseAddress!,
            rows: rows, columns: columns, inner: inner)
        }
      }
    }
  }
}
