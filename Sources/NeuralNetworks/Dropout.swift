public import LinearAlgebra

/// Leaves hidden units out at random while training; the units kept are scaled by 1 / (1 − rate).
///
/// Reference: Srivastava et al., _Dropout_, JMLR 15 (2014).
public struct Dropout<Scalar: MatrixScalar>: Sendable {
  /// What each example's hidden units are multiplied by: a matrix of [batch, units] a hidden layer.
  public private(set) var masks: [Matrix<Scalar>]

  public init(for network: Network<Scalar>) {
    masks = network.layers.dropLast().map { Matrix(rowCount: 0, columnCount: $0.outputCount) }
  }

  /// Draws the masks anew, in the memory they have, from numbers that are uniform over [0, 1).
  @specialized(where Scalar == Float)
  public mutating func draw(batchSize: Int, rate: Double, uniform: () -> Double) {
    let kept = Scalar(1 / (1 - rate))
    for index in masks.indices {
      masks[index].resize(rowCount: batchSize)
      masks[index].setElements { uniform() < rate ? 0 : kept }
    }
  }
}
