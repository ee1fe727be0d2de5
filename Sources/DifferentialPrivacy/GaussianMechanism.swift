public import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting

/// Hides one example in a sum: adds N(0, (σ · sensitivity)²) to every coordinate.
public struct GaussianMechanism: Hashable, Sendable {
  /// σ, the noise's standard deviation over the sensitivity.
  public let noiseMultiplier: Double

  public init(noiseMultiplier: Double) { self.noiseMultiplier = noiseMultiplier }

  /// Hides every example of the sum, under the relation by which steps are priced; does nothing where the multiplier is
  /// zero.
  ///
  /// - Precondition: noise is added only to a sum that was clipped.
  public func addNoise(to sum: inout ClippedSum, using noise: inout GaussianNoise) {
    guard noiseMultiplier > 0 else { return }
    let deviation = Float(noiseMultiplier * sum.sensitivity(under: .addOrRemove))
    precondition(deviation.isFinite, "noise needs a clipping norm")
    for index in sum.gradient.layers.indices {
      noise.add(to: &sum.gradient.layers[index].weight, standardDeviation: deviation)
      noise.add(to: &sum.gradient.layers[index].bias, standardDeviation: deviation)
    }
  }
}
