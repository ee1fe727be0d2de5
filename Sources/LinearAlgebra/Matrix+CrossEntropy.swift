extension Matrix where Scalar: MatrixScalar {
  /// Softmax cross-entropy: every row of logits becomes the gradient at them, softmax − target, and `losses[i]` the loss of
  /// row `i`.
  ///
  /// - Parameters:
  ///   - labels: the class of each row.
  ///   - labelSmoothing: the share of the target spread evenly over all classes.
  @specialized(where Scalar == Float)
  public mutating func applyCrossEntropy(
    labels: [Int], labelSmoothing: Double, losses: inout [Scalar]
  ) {
    precondition(labels.count == rowCount)
    losses.resize(count: rowCount)
    let (rows, columns) = (rowCount, columnCount)
    guard rows > 0 else { return }
    labels.withUnsafeBufferPointer { labels in
      for label in labels { precondition(label >= 0 && label < columns, "a label is a class") }
      elements.withUnsafeMutableBufferPointer { elements in
        losses.withUnsafeMutableBufferPointer { losses in
          Scalar.crossEntropy(
            elements.baseAddress!, labels: labels.baseAddress!, labelSmoothing: Scalar(labelSmoothing),
            losses: losses.baseAddress!, rows: rows, columns: columns)
        }
      }
    }
  }
}

extension Matrix where Scalar: MatrixScalar {
  /// Softmax cross-entropy against a distribution for each row: every row of logits becomes the gradient at them, and
  /// `losses[i]` the loss of row `i`.
  ///
  /// With a temperature T softmax is of the logits over T, and loss and gradient are multiplied by T², so that the gradient
  /// keeps its size (Hinton, Vinyals and Dean, _Distilling the Knowledge in a Neural Network_, arXiv:1503.02531, section 2.1).
  ///
  /// - Parameter targets: [rows, columns], each row with the sum 1.
  @specialized(where Scalar == Float)
  public mutating func applyCrossEntropy(targets: Matrix, temperature: Double, losses: inout [Scalar]) {
    precondition(targets.rowCount == rowCount && targets.columnCount == columnCount)
    losses.resize(count: rowCount)
    let (columns, temperature) = (columnCount, Scalar(temperature))
    for row in 0..<rowCount {
      let (start, end) = (row * columns, (row + 1) * columns)
      var largest = elements[start]
      for index in start..<end {
        elements[index] /= temperature
        largest = index == start ? elements[index] : max(largest, elements[index])
      }
      var sum: Scalar = 0
      for index in start..<end { sum += Scalar.exponential(elements[index] - largest) }
      let logSum = Scalar.logarithm(sum)
      losses[row] = 0
      for index in start..<end {
        let logConfidence = elements[index] - largest - logSum
        let target = targets.elements[index]
        if target > 0 { losses[row] -= target * logConfidence * temperature * temperature }
        elements[index] = (Scalar.exponential(logConfidence) - target) * temperature
      }
    }
  }

  /// Of rows softmax − target, each with its whole target on one label, those whose label has the largest confidence become
  /// softmax − t, where t keeps the label's confidence and spreads the rest evenly over the other columns.
  ///
  /// - Parameter labels: the class of each row.
  @specialized(where Scalar == Float)
  public mutating func flattenPosteriors(labels: [Int]) {
    precondition(labels.count == rowCount)
    let columns = columnCount
    guard columns > 1 else { return }
    for (row, label) in labels.enumerated() {
      let (start, own) = (row * columns, row * columns + label)
      // On the label, softmax is one more than what stands there.
      let confidence = elements[own] + 1
      var isLargest = true
      for index in start..<start + columns where index != own && elements[index] > confidence {
        isLargest = false
      }
      guard isLargest else { continue }
      // What the other columns have in all, which one less the confidence would lose the digits of.
      var rest: Scalar = 0
      for index in start..<start + columns where index != own { rest += elements[index] }
      let share = rest / Scalar(columns - 1)
      for index in start..<start + columns { elements[index] = index == own ? 0 : elements[index] - share }
    }
  }
}
