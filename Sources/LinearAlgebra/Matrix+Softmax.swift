extension Matrix {
  /// Every row becomes its softmax; `logarithms[i]` becomes ln Σⱼ exp(xᵢⱼ) of row `i`.
  @specialized(where Scalar == Float)
  public mutating func applySoftmax(logarithms: inout [Scalar]) {
    logarithms.resize(count: rowCount)
    let (rows, columns) = (rowCount, columnCount)
    guard rows > 0, columns > 0 else { return }
    elements.withUnsafeMutableBufferPointer { elements in
      logarithms.withUnsafeMutableBufferPointer { logarithms in
        Scalar.applySoftmax(
          elements.baseAddress!, logarithms: logarithms.baseAddress!, rows: rows, columns: columns)
      }
    }
  }
}
