import LinearAlgebra

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A clipping norm that follows a quantile γ of the per-example gradient norms, at no cost in ε.
///
/// After a step C ← C · exp(−η (b̃ − γ)), where b̃ is the noisy fraction of examples whose norm is at most C. An example of the
/// batch counts ½ where its norm is at most C and −½ where it is larger, so that one more or one fewer moves the count by ½;
/// the count gets noise of deviation σ_b = B / 20, and is divided by B, the expected batch size. With the clipped sum under
/// noise of multiplier z_Δ = (z⁻² − (2 σ_b)⁻²)^(−½), both together are one Gaussian mechanism of the multiplier z.
///
/// Reference: Andrew, Thakkar, McMahan and Ramaswamy, _Differentially Private Learning with Adaptive Clipping_,
/// arXiv:1905.03871, Algorithm 1 and Theorem 1.
public struct AdaptiveClipping: Sendable {
  /// η, the rate of the geometric update.
  public static let rate = 0.2
  /// Where C stays, be the gradients what they are.
  public static let norms = 1e-12...1e12

  /// C while it follows a quantile, and the clipping norm that was asked for when it began to.
  private var following: (start: Double?, norm: Double)?
  private var noise: GaussianNoise
  private var draw: [Float] = [0]

  /// - Parameter source: of the noise on the counts alone.
  public init(_ source: NoiseSource) { noise = GaussianNoise(source) }

  /// C as the last step left it; nil while it follows nothing.
  public var norm: Double? { following?.norm }

  /// σ_b, the standard deviation of the noise on the count.
  public static func countDeviation(expectedBatchSize: Double) -> Double { expectedBatchSize / 20 }

  /// z_Δ, what is left for the clipped sum of a step whose noise multiplier is z; nil where z ≥ 2 σ_b, which leaves the count
  /// with too little noise whatever the sum has. Without noise there is none to share.
  public static func gradientNoiseMultiplier(of settings: StepSettings) -> Double? {
    let share =
      settings.noiseMultiplier / (2 * countDeviation(expectedBatchSize: settings.expectedBatchSize))
    guard share < 1 else { return nil }
    return settings.noiseMultiplier / ((1 - share) * (1 + share)).squareRoot()
  }

  /// The clipping norm of the next step, and the noise multiplier of its sum. C starts from the clipping norm that is asked
  /// for, and again when another one is.
  ///
  /// - Precondition: the noise multiplier is less than 2 σ_b where clipping is adaptive.
  package mutating func share(
    of settings: StepSettings
  ) -> (clippingNorm: Double?, gradientNoiseMultiplier: Double) {
    guard settings.adaptiveClipping != nil else {
      following = nil
      return (settings.effectiveClippingNorm, settings.noiseMultiplier)
    }
    guard let multiplier = Self.gradientNoiseMultiplier(of: settings) else {
      preconditionFailure("adaptive clipping needs a noise multiplier below 2 σ_b")
    }
    if let following, following.start == settings.clippingNorm { return (following.norm, multiplier) }
    following = settings.effectiveClippingNorm.map { (settings.clippingNorm, $0) }
    return (following?.norm, multiplier)
  }

  /// Moves C after the step that made `sum`. A gradient that is not finite counts as larger than C.
  mutating func follow(_ sum: ClippedSum, settings: StepSettings) {
    guard settings.adaptiveClipping != nil else { return }
    let within = sum.batchSize - sum.clippedCount - sum.nonFiniteCount
    var count = Double(within) - Double(sum.batchSize) / 2
    if settings.noiseMultiplier > 0 {
      draw[0] = 0
      noise.add(to: &draw, standardDeviation: 1)
      count += Self.countDeviation(expectedBatchSize: settings.expectedBatchSize) * Double(draw[0])
    }
    follow(count, settings: settings)
  }

  /// Moves C by the count of a step, which has its noise already: ½ for each example within C, and −½ for each beyond.
  package mutating func follow(_ count: Double, settings: StepSettings) {
    guard let quantile = settings.adaptiveClipping, let norm = following?.norm else { return }
    let fraction = count / settings.expectedBatchSize + 0.5
    let next = norm * exp(-Self.rate * (fraction - quantile))
    following?.norm = min(max(next, Self.norms.lowerBound), Self.norms.upperBound)
  }
}
