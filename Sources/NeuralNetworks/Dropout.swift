public import LinearAlgebra
import Statistics

/// Leaves hidden units out at random while training; the units kept are scaled by 1 / (1 − rate).
///
/// Reference: Srivastava et al., _Dropout_, JMLR 15 (2014).
public enum Dropout {
  /// One factor for each example and hidden unit: a matrix of [batch, units] a hidden layer, none at rate 0.
  public static func masks<Scalar: MatrixScalar>(
    for network: Network<Scalar>, batchSize: Int, rate: Double,
    using generator: inout some RandomNumberGenerator
  ) -> [Matrix<Scalar>] {
    guard rate > 0 else { return [] }
    let kept = Scalar(1 / (1 - rate))
    return network.layers.dropLast().map { layer in
      var elements = [Scalar]()
      let count = batchSize * layer.outputCount
      elements.reserveCapacity(count)
      for _ in 0..<count { elements.append(generator.uniform() < rate ? 0 : kept) }
      return Matrix(rowCount: batchSize, columnCount: layer.outputCount, elements: elements)
    }
  }
}
