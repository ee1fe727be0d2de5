// What the examples of a batch are trained towards, a distribution a row.

extension Matrix where Scalar: MatrixScalar {
  /// A row for each label, with one in its column and zero in the others.
  @specialized(where Scalar == Float)
  public mutating func setOneHot(_ labels: [Int]) {
    resize(rowCount: labels.count)
    for index in elements.indices { elements[index] = 0 }
    for (row, label) in labels.enumerated() {
      precondition(label >= 0 && label < columnCount, "a label is a class")
      elements[row * columnCount + label] = 1
    }
  }

  /// Takes that share of every row's sum, which is 1, and spreads it evenly over all columns.
  @specialized(where Scalar == Float)
  public mutating func spreadEvenly(share: Scalar) {
    let spread = share / Scalar(columnCount)
    for index in elements.indices { elements[index] = (1 - share) * elements[index] + spread }
  }

  /// Row `i` of `self` becomes share · row `i` + (1 − share) · row `partners[i]` of what it was.
  ///
  /// - Parameter unmixed: room that is taken again by the next call.
  @specialized(where Scalar == Float)
  public mutating func mixRows(with partners: [Int], share: Scalar, unmixed: inout Matrix) {
    precondition(partners.count == rowCount)
    unmixed.copy(self)
    let columns = columnCount
    for (row, partner) in partners.enumerated() {
      precondition(partner >= 0 && partner < rowCount)
      for column in 0..<columns {
        elements[row * columns + column] =
          share * unmixed.elements[row * columns + column]
          + (1 - share) * unmixed.elements[partner * columns + column]
      }
    }
  }
}
