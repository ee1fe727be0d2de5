/// A dense matrix, row by row in memory: one example a row, wherever examples are meant.
public struct Matrix<Scalar: MatrixElement>: Hashable, Sendable {
  public private(set) var rowCount: Int
  public let columnCount: Int
  /// `rowCount * columnCount` values, row by row.
  public package(set) var elements: [Scalar]

  /// A matrix of one value, zero unless given.
  public init(rowCount: Int, columnCount: Int, repeating value: Scalar = 0) {
    precondition(rowCount >= 0 && columnCount >= 0)
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = Array(repeating: value, count: rowCount * columnCount)
  }

  /// - Parameter elements: `rowCount * columnCount` values, row by row.
  public init(rowCount: Int, columnCount: Int, elements: [Scalar]) {
    precondition(elements.count == rowCount * columnCount, "a matrix needs one value for each element")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// One element. Loops over many belong in this module, where they are specialised.
  public subscript(row: Int, column: Int) -> Scalar {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  /// A row as a slice of `elements`, copy-on-write, with its indices: those of the second row begin at `columnCount`.
  public func row(_ index: Int) -> ArraySlice<Scalar> {
    elements[index * columnCount..<(index + 1) * columnCount]
  }

  /// Gives the matrix that many rows, keeping its memory; their values are whatever was there, or zero.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == UInt64)
  public mutating func resize(rowCount newCount: Int) {
    elements.resize(count: newCount * columnCount)
    rowCount = newCount
  }
}

extension Matrix where Scalar: MatrixScalar {
  /// The same elements, rounded to the other precision.
  public func converted<Other: MatrixScalar>(to _: Other.Type) -> Matrix<Other> {
    Matrix<Other>(rowCount: rowCount, columnCount: columnCount, elements: elements.map { Other($0) })
  }
}

extension Array where Element: MatrixElement {
  /// Gives the array that many values, keeping its memory; new ones are zero.
  @specialized(where Element == Float)
  @specialized(where Element == UInt64)
  mutating func resize(count newCount: Int) {
    if newCount < count {
      removeLast(count - newCount)
    } else if newCount > count {
      append(contentsOf: repeatElement(0, count: newCount - count))
    }
  }
}
