public import LinearAlgebra

/// What training makes small: a number for each example, from its logits and its label.
public protocol Loss: Sendable {
  /// Every row of logits becomes the gradient of its loss, and `losses[i]` the loss of row `i`.
  ///
  /// - Parameters:
  ///   - logits: [batch, classes].
  ///   - labels: the class of each row.
  func apply<Scalar: MatrixScalar>(to logits: inout Matrix<Scalar>, labels: [Int], losses: inout [Scalar])
}

/// Softmax cross-entropy, in nats.
///
/// Reference of the smoothing: Szegedy et al., _Rethinking the Inception Architecture_, arXiv:1512.00567, section 7.
public struct CrossEntropy: Loss, Hashable {
  /// The share of the target spread evenly over all classes.
  public let labelSmoothing: Double

  public init(labelSmoothing: Double = 0) { self.labelSmoothing = labelSmoothing }

  @specialized(where Scalar == Float)
  public func apply<Scalar: MatrixScalar>(
    to logits: inout Matrix<Scalar>, labels: [Int], losses: inout [Scalar]
  ) {
    logits.applyCrossEntropy(labels: labels, labelSmoothing: labelSmoothing, losses: &losses)
  }
}
