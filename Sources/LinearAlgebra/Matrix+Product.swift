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

    package var isTransposed: Bool {
      if case .transposed = self { true } else { false }
    }
  }

  /// This matrix becomes the product of `left` and `right`, in the memory it has, with `row` added to every row.
  ///
  /// - Precondition: the inner sizes agree, and this matrix and `row` have as many columns as the product.
  @specialized(where Scalar == Float)
  public mutating func setToProduct(_ left: Side, _ right: Side, plus row: [Scalar]? = nil) {
    let (a, b) = (left.matrix, right.matrix)
    let rows = left.isTransposed ? a.columnCount : a.rowCount
    let inner = left.isTransposed ? a.rowCount : a.columnCount
    let rightInner = right.isTransposed ? b.columnCount : b.rowCount
    let columns = right.isTransposed ? b.rowCount : b.columnCount
    precondition(inner == rightInner, "inner sizes \(inner) and \(rightInner) differ")
    precondition(columnCount == columns, "a product of \(columns) columns does not fit \(columnCount)")
    precondition(row.map { $0.count == columns } ?? true)
    resize(rowCount: rows)
    guard rows > 0, columns > 0 else { return }
    elements.withUnsafeMutableBufferPointer { c in
      Self.withPointer(to: row) { row in
        guard inner > 0 else {
          return Scalar.setRows(c.baseAddress!, to: row, rows: rows, columns: columns)
        }
        a.elements.withUnsafeBufferPointer { a in
          b.elements.withUnsafeBufferPointer { b in
            Scalar.multiply(
              a.baseAddress!, left.isTransposed, b.baseAddress!, right.isTransposed, plus: row,
              into: c.baseAddress!, rows: rows, columns: columns, inner: inner)
          }
        }
      }
    }
  }

  private static func withPointer(to row: [Scalar]?, _ body: (UnsafePointer<Scalar>?) -> Void) {
    guard let row else { return body(nil) }
    row.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
