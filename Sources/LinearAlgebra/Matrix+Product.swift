extension Matrix {
  /// One side of a product, as it stands or turned over: a matrix, or a part of an array that is read as one.
  public struct Side {
    let elements: ArraySlice<Scalar>
    /// Of the matrix as it lies in memory.
    let rowCount: Int
    let columnCount: Int
    package let isTransposed: Bool

    private init(_ elements: ArraySlice<Scalar>, _ rowCount: Int, _ columnCount: Int, isTransposed: Bool) {
      precondition(elements.count == rowCount * columnCount, "a matrix needs one value for each element")
      self.elements = elements
      self.rowCount = rowCount
      self.columnCount = columnCount
      self.isTransposed = isTransposed
    }

    // With its bounds, for a slice of all is made by code for any collection, which asks for types while it runs.
    @specialized(where Scalar == Float)
    public static func plain(_ matrix: Matrix) -> Side {
      Side(
        matrix.elements[0..<matrix.elements.count], matrix.rowCount, matrix.columnCount, isTransposed: false)
    }

    @specialized(where Scalar == Float)
    public static func transposed(_ matrix: Matrix) -> Side {
      Side(
        matrix.elements[0..<matrix.elements.count], matrix.rowCount, matrix.columnCount, isTransposed: true)
    }

    /// The values, row by row, as a matrix of that many columns.
    @specialized(where Scalar == Float)
    public static func plain(_ values: ArraySlice<Scalar>, columnCount: Int) -> Side {
      Side(values, columnCount == 0 ? 0 : values.count / columnCount, columnCount, isTransposed: false)
    }

    /// The values, row by row, as a matrix of that many columns, turned over.
    @specialized(where Scalar == Float)
    public static func transposed(_ values: ArraySlice<Scalar>, columnCount: Int) -> Side {
      Side(values, columnCount == 0 ? 0 : values.count / columnCount, columnCount, isTransposed: true)
    }

    /// Of the side as it takes part in the product.
    var size: (rows: Int, columns: Int) {
      isTransposed ? (columnCount, rowCount) : (rowCount, columnCount)
    }
  }

  /// This matrix becomes the product of `left` and `right`, in the memory it has, with `row` added to every row.
  ///
  /// - Precondition: the inner sizes agree, and this matrix and `row` have as many columns as the product.
  @specialized(where Scalar == Float)
  public mutating func setToProduct(_ left: Side, _ right: Side, plus row: ArraySlice<Scalar>? = nil) {
    precondition(
      columnCount == right.size.columns,
      "a product of \(right.size.columns) columns does not fit \(columnCount)")
    resize(rowCount: left.size.rows)
    elements.setToProduct(left, right, plus: row, at: 0)
  }
}

extension Array where Element: MatrixScalar {
  /// The values from `offset` on become the product of `left` and `right`, row by row, with `row` added to every row.
  ///
  /// - Precondition: the inner sizes agree, `row` has as many values as the product has columns, and there is room.
  @specialized(where Element == Float)
  public mutating func setToProduct(
    _ left: Matrix<Element>.Side, _ right: Matrix<Element>.Side, plus row: ArraySlice<Element>? = nil,
    at offset: Int
  ) {
    let (rows, inner) = left.size
    let (rightInner, columns) = right.size
    precondition(inner == rightInner, "inner sizes \(inner) and \(rightInner) differ")
    precondition(row.map { $0.count == columns } ?? true)
    precondition(offset >= 0 && offset + rows * columns <= count)
    guard rows > 0, columns > 0 else { return }
    withUnsafeMutableBufferPointer { values in
      let c = values.baseAddress! + offset
      Self.withPointer(to: row) { row in
        guard inner > 0 else {
          return Element.setRows(c, to: row, rows: rows, columns: columns)
        }
        left.elements.withUnsafeBufferPointer { a in
          right.elements.withUnsafeBufferPointer { b in
            Element.multiply(
              a.baseAddress!, left.isTransposed, b.baseAddress!, right.isTransposed, plus: row,
              into: c, rows: rows, columns: columns, inner: inner)
          }
        }
      }
    }
  }

  private static func withPointer(
    to row: ArraySlice<Element>?, _ body: (UnsafePointer<Element>?) -> Void
  ) {
    guard let row else { return body(nil) }
    row.withUnsafeBufferPointer { body($0.baseAddress) }
  }
}
