public import LinearAlgebra

/// Cross-entropy that is kept from falling below a threshold: while the batch's mean loss is at least ω it is cross-entropy;
/// below it, in every other epoch, the gradient is climbed; in the others each example that is classified rightly is trained
/// towards its own confidence with the rest spread evenly, and each other one as usual.
///
/// What a batch does depends on its mean, so that one record has a say in what every other does.
///
/// Reference: Chen, Yu and Fritz, _RelaxLoss: Defending Membership Inference Attacks without Losing Utility_,
/// arXiv:2207.05801, Algorithm 1.
public struct RelaxLoss: Loss, Hashable {
  /// ω, in nats.
  public let threshold: Double
  /// Whether confidences are flattened below the threshold, rather than losses climbed.
  public let isFlattening: Bool

  public init(threshold: Double, isFlattening: Bool) {
    self.threshold = threshold
    self.isFlattening = isFlattening
  }

  @specialized(where Scalar == Float)
  public func apply<Scalar: MatrixScalar>(
    to logits: inout Matrix<Scalar>, labels: [Int], losses: inout [Scalar]
  ) {
    logits.applyCrossEntropy(labels: labels, labelSmoothing: 0, losses: &losses)
    guard !losses.isEmpty else { return }
    var sum: Scalar = 0
    for loss in losses { sum += loss }
    // A mean that is no number is no reason to relax.
    guard Double(sum) / Double(losses.count) < threshold else { return }
    if isFlattening { logits.flattenPosteriors(labels: labels) } else { logits.elements.scale(by: -1) }
  }
}
