public import LinearAlgebra

/// Leaves hidden units out at random while training; the units kept are scaled by 1 / (1 − rate).
///
/// Reference: Srivastava et al., _Dropout_, JMLR 15 (2014).
public struct Dropout<Scalar: MatrixScalar>: Sendable {
  /// For each layer what its outputs are multiplied by, [batch, units]; nil where they are no hidden units.
  public private(set) var masks: [Matrix<Scalar>?]

  public init(for network: Network<Scalar>) {
    masks = network.layers.map { $0.isDroppable ? Matrix(rowCount: 0, columnCount: $0.outputCount) : nil }
  }

  /// Draws the masks anew, in place, from numbers that are uniform over [0, 1).
  @specialized(where Scalar == Float)
  public mutating func draw(batchSize: Int, rate: Double, uniform: () -> Double) {
    let kept = Scalar(1 / (1 - rate))
    for index in masks.indices {
      masks[index]?.resize(rowCount: batchSize)
      masks[index]?.setElements { uniform() < rate ? 0 : kept }
    }
  }
}
