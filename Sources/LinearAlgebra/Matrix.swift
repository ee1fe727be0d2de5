/// A dense matrix, row by row in memory: one example a row, wherever examples are meant.
public struct Matrix<Scalar: MatrixScalar>: Hashable, Sendable {
  public private(set) var rowCount: Int
  public let columnCount: Int
  /// `rowCount * columnCount` values, row by row.
  public package(set) var elements: [Scalar]

  public init(rowCount: Int, columnCount: Int, repeating value: Scalar = 0) {
    precondition(rowCount >= 0 && columnCount >= 0)
    self.rowCount = rowCount
    self.columnCount = columnCount
    elements = Array(repeating: value, count: rowCount * columnCount)
  }

  public init(rowCount: Int, columnCount: Int, elements: [Scalar]) {
    precondition(elements.count == rowCount * columnCount, "a matrix needs one value for each element")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  public subscript(row: Int, column: Int) -> Scalar {
    get { elements[row * columnCount + column] }
    set { elements[row * columnCount + column] = newValue }
  }

  public func row(_ index: Int) -> ArraySlice<Scalar> {
    elements[index * columnCount..<(index + 1) * columnCount]
  }

  /// Gives the matrix that many rows, keeping its memory; their values are whatever was there, or zero.
  @specialized(where Scalar == Float)
  public mutating func resize(rowCount newCount: Int) {
    guard newCount != rowCount else { return }
    let needed = newCount * columnCount
    if needed < elements.count {
      elements.removeLast(elements.count - needed)
    } else {
      elements.append(contentsOf: repeatElement(0, count: needed - elements.count))
    }
    rowCount = newCount
  }

  public func converted<Other: MatrixScalar>(to _: Other.Type) -> Matrix<Other> {
    Matrix<Other>(rowCount: rowCount, columnCount: columnCount, elements: elements.map { Other($0) })
  }
}
