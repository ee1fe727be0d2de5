extension Matrix {
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
