public import LinearAlgebra
public import NeuralNetworks
public import PrivacyAccounting

/// The sum over a batch of per-example gradients, each scaled down to at most the clipping norm.
///
/// A sum and not a mean: the size of the batch depends on the data too. An example whose gradient is not finite
/// contributes zero, is counted, and is never pointed at.
public struct ClippedSum: Sendable {
  public let gradient: Network<Float>
  /// nil when nothing was clipped, and no noise can then hide an example.
  public let clippingNorm: Double?
  public let batchSize: Int
  public let clippedCount: Int
  public let nonFiniteCount: Int

  /// Clips and adds up what `pass` has just run over.
  ///
  /// Reference: Abadi et al., _Deep Learning with Differential Privacy_, arXiv:1607.00133, Algorithm 1.
  public init(of pass: inout TrainingPass<Float>, of network: Network<Float>, clippingNorm: Double?) {
    let norms = pass.squaredGradientNorms().map { Double($0).squareRoot() }
    var clipped = 0
    var nonFinite = 0
    let factors: [Float] = norms.map { norm in
      guard norm.isFinite else {
        nonFinite += 1
        return 0
      }
      guard let clippingNorm, norm > clippingNorm else { return 1 }
      clipped += 1
      return Float(clippingNorm / norm)
    }
    gradient = pass.gradientSum(scaledBy: factors, activation: network.activation)
    self.clippingNorm = clippingNorm
    batchSize = norms.count
    clippedCount = clipped
    nonFiniteCount = nonFinite
  }

  /// The most that one neighbour can move the sum, in Euclidean norm; infinite without clipping.
  public func sensitivity(under relation: NeighboringRelation) -> Double {
    guard let clippingNorm else { return .infinity }
    return switch relation {
    case .addOrRemove: clippingNorm
    case .replaceOne: 2 * clippingNorm
    }
  }
}
