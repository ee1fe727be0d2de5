public import LinearAlgebra
public import NeuralNetworks
import PrivacyAccounting

/// Hides one example in a sum: adds N(0, (σ · sensitivity)²) to every coordinate.
public struct GaussianMechanism: Hashable, Sendable {
  /// σ, the noise's standard deviation over the sensitivity.
  public let noiseMultiplier: Double

  public init(noiseMultiplier: Double) { self.noiseMultiplier = noiseMultiplier }

  /// The sum with its noise; unchanged where the multiplier is zero.
  ///
  /// - Precondition: noise is added only to a sum that was clipped.
  public func noisy(_ sum: ClippedSum, using generator: inout some RandomNumberGenerator) -> Network<Float> {
    var gradient = sum.gradient
    guard noiseMultiplier > 0 else { return gradient }
    // The relation under which steps are priced.
    let deviation = noiseMultiplier * sum.sensitivity(under: .addOrRemove)
    precondition(deviation.isFinite, "noise needs a clipping norm")
    for index in gradient.layers.indices {
      gradient.layers[index].weight.addGaussianNoise(standardDeviation: deviation, using: &generator)
      gradient.layers[index].bias.addGaussianNoise(standardDeviation: deviation, using: &generator)
    }
    return gradient
  }
}
