extension Matrix {
  /// Every row becomes its softmax; the returned value of row `i` is ln Σⱼ exp(xᵢⱼ).
  @specialized(where Scalar == Float)
  public mutating func applySoftmax() -> [Scalar] {
    let width = columnCount
    let rows = rowCount
    var logarithms = [Scalar](repeating: 0, count: rows)
    guard width > 0 else { return logarithms }
    elements.withUnsafeMutableBufferPointer { elements in
      for row in 0..<rows {
        let start = row * width
        var largest = elements[start]
        for column in 1..<max(1, width) { largest = max(largest, elements[start + column]) }
        var sum: Scalar = 0
        for column in 0..<width {
          let value = Scalar.exponential(elements[start + column] - largest)
          elements[start + column] = value
          sum += value
        }
        for column in 0..<width { elements[start + column] /= sum }
        logarithms[row] = largest + Scalar.logarithm(sum)
      }
    }
    return logarithms
  }
}
