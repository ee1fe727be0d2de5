import LinearAlgebra
import NeuralNetworks
import PrivacyAccounting

/// Hides one example in a sum: adds N(0, (σ · sensitivity)²) to every coordinate.
///
/// The noise that is drawn ends at 54.1 standard deviations. An output beyond the end of one neighbour's noise gives the
/// other away; at a shift of up to ten deviations (σ of 0.1 or more) that has a probability below 10⁻⁴²⁰ a coordinate, so
/// what it adds to δ is nothing a double can hold. The sum is not rounded to a grid, so the last digits of an output may
/// tell more than the real numbers of the theory (Mironov, _On Significance of the Least Significant Bits for Differential
/// Privacy_, CCS 2012).
public struct GaussianMechanism: Hashable, Sendable {
  /// σ, the noise's standard deviation over the sensitivity.
  public let noiseMultiplier: Double

  public init(noiseMultiplier: Double) { self.noiseMultiplier = noiseMultiplier }

  /// The standard deviation of what hides every example of the sum, under the relation by which steps are priced; nil where the
  /// multiplier is zero, and there is none.
  ///
  /// - Precondition: noise is added only to a sum that was clipped.
  func standardDeviation(for sum: ClippedSum) -> Float? {
    guard noiseMultiplier > 0 else { return nil }
    let deviation = Float(noiseMultiplier * sum.sensitivity(under: .addOrRemove))
    precondition(deviation.isFinite, "noise needs a clipping norm")
    return deviation
  }
}
