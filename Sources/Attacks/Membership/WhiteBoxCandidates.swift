public import AccessControl
public import LinearAlgebra

/// A model's weights, and the candidates with the labels they would have been trained on: what attacks on gradients see.
public struct WhiteBoxCandidates: Sendable {
  public let whiteBox: WhiteBox
  /// [candidates, inputs].
  public let inputs: Matrix<Float>
  /// The class of each candidate.
  public let labels: [Int]

  public init(_ whiteBox: WhiteBox, inputs: Matrix<Float>, labels: [Int]) {
    precondition(inputs.rowCount == labels.count)
    self.whiteBox = whiteBox
    self.inputs = inputs
    self.labels = labels
  }
}
