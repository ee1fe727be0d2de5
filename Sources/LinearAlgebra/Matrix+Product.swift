/// A part of an array, to be read: a slice costs a product more than it should.
public struct ArrayPart<Scalar: MatrixScalar>: Sendable {
  public let values: [Scalar]
  public let range: Range<Int>

  /// - Precondition: the range lies within the array.
  public init(_ values: [Scalar], _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= values.count)
    self.values = values
    self.range = range
  }

  public var slice: ArraySlice<Scalar> { values[range] }
}

extension Matrix where Scalar: MatrixScalar {
  /// One side of a product, as it stands or turned over: a matrix, or a part of an array that is read as one.
  public struct Side {
    let values: [Scalar]
    /// Of its first value.
    let offset: Int
    /// Of the matrix as it lies in memory.
    let rowCount: Int
    let columnCount: Int
    package let isTransposed: Bool

    @specialized(where Scalar == Float)
    public static func plain(_ matrix: Matrix) -> Side {
      Side(
        values: matrix.elements, offset: 0, rowCount: matrix.rowCount, columnCount: matrix.columnCount,
        isTransposed: false)
    }

    @specialized(where Scalar == Float)
    public static func transposed(_ matrix: Matrix) -> Side {
      Side(
        values: matrix.elements, offset: 0, rowCount: matrix.rowCount, columnCount: matrix.columnCount,
        isTransposed: true)
    }

    /// The values, row by row, as a matrix of that many columns.
    @specialized(where Scalar == Float)
    public static func plain(_ part: ArrayPart<Scalar>, columnCount: Int) -> Side {
      side(part, columnCount, isTransposed: false)
    }

    /// The values, row by row, as a matrix of that many columns, turned over.
    @specialized(where Scalar == Float)
    public static func transposed(_ part: ArrayPart<Scalar>, columnCount: Int) -> Side {
      side(part, columnCount, isTransposed: true)
    }

    private static func side(_ part: ArrayPart<Scalar>, _ columnCount: Int, isTransposed: Bool) -> Side {
      let rowCount = columnCount == 0 ? 0 : part.range.count / columnCount
      precondition(part.range.count == rowCount * columnCount, "a matrix needs one value for each element")
      return Side(
        values: part.values, offset: part.range.lowerBound, rowCount: rowCount, columnCount: columnCount,
        isTransposed: isTransposed)
    }

    /// Of the side as it takes part in the product.
    var size: (rows: Int, columns: Int) {
      isTransposed ? (columnCount, rowCount) : (rowCount, columnCount)
    }
  }

  /// This matrix becomes the product of `left` and `right`, in the memory it has, with `row` added to every row.
  ///
  /// - Parameters:
  ///   - isRectified: whether max(0, x) is taken of what comes of it.
  ///   - slope: where this is zero, the product becomes zero.
  ///   - isByLibrary: whether the library of matrix products computes it, though another way be faster or the library be wrong.
  /// - Precondition: the inner sizes agree, this matrix and `row` have as many columns as the product, and `slope` has its size.
  @specialized(where Scalar == Float)
  public mutating func setToProduct(
    _ left: Side, _ right: Side, plus row: ArrayPart<Scalar>? = nil, isRectified: Bool = false,
    slope: Matrix? = nil, isByLibrary: Bool = false
  ) {
    precondition(
      columnCount == right.size.columns,
      "a product of \(right.size.columns) columns does not fit \(columnCount)")
    resize(rowCount: left.size.rows)
    elements.setToProduct(
      left, right, plus: row, isRectified: isRectified, slope: slope, isByLibrary: isByLibrary, at: 0)
  }
}

extension Array where Element: MatrixScalar {
  /// The values from `offset` on become the product of `left` and `right`, row by row, with `row` added to every row.
  ///
  /// - Parameters:
  ///   - factors: what row `k` of `right` is multiplied by first.
  ///   - isRectified: whether max(0, x) is taken of what comes of it.
  ///   - slope: where this is zero, the product becomes zero.
  ///   - isByLibrary: as for a matrix.
  /// - Precondition: the inner sizes agree, `row` has as many values as the product has columns, `factors` as many as the inner
  ///   size, `slope` has the size of the product, and there is room.
  @specialized(where Element == Float)
  public mutating func setToProduct(
    _ left: Matrix<Element>.Side, _ right: Matrix<Element>.Side, plus row: ArrayPart<Element>? = nil,
    scaledBy factors: [Element]? = nil, isRectified: Bool = false, slope: Matrix<Element>? = nil,
    isByLibrary: Bool = false, at offset: Int
  ) {
    let (rows, inner) = left.size
    let (rightInner, columns) = right.size
    precondition(inner == rightInner, "inner sizes \(inner) and \(rightInner) differ")
    if let row { precondition(row.range.count == columns) }
    if let factors { precondition(factors.count == inner) }
    if let slope { precondition(slope.rowCount == rows && slope.columnCount == columns) }
    precondition(offset >= 0 && offset + rows * columns <= count)
    guard rows > 0, columns > 0 else { return }
    withUnsafeMutableBufferPointer { values in
      let c = values.baseAddress! + offset
      Self.withPointer(to: row?.values, at: row?.range.lowerBound ?? 0) { start in
        Self.withPointer(to: factors) { factors in
          Self.withPointer(to: slope?.elements) { slope in
            left.values.withUnsafeBufferPointer { a in
              right.values.withUnsafeBufferPointer { b in
                let product = MatrixProduct(
                  rows: rows, columns: columns, inner: inner, a: a.baseAddress! + left.offset,
                  isATransposed: left.isTransposed, b: b.baseAddress! + right.offset,
                  isBTransposed: right.isTransposed, start: start, factors: factors, slope: slope,
                  isRectified: isRectified, c: c)
                if isByLibrary { Element.multiplyByLibrary(product) } else { Element.multiply(product) }
              }
            }
          }
        }
      }
    }
  }

  @specialized(where Element == Float)
  static func withPointer(
    to values: [Element]?, at offset: Int = 0, _ body: (UnsafePointer<Element>?) -> Void
  ) {
    guard let values else { return body(nil) }
    values.withUnsafeBufferPointer { values in body(values.baseAddress.map { $0 + offset }) }
  }
}
