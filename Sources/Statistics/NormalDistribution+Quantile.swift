#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension NormalDistribution {
  /// Φ⁻¹(p), the point that a standard normal variable stays below with that probability; infinite at 0 and 1.
  ///
  /// A rational function that is within 4.5 · 10⁻⁴ (Abramowitz and Stegun, _Handbook of Mathematical Functions_, 26.2.23),
  /// and two of Halley's steps from there, each of which cubes what is left.
  ///
  /// - Precondition: the probability lies in [0, 1].
  public static func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability))
    guard probability <= 0.5 else { return -quantile(1 - probability) }
    guard probability > 0 else { return -.infinity }
    guard probability < 0.5 else { return 0 }
    let t = (-2 * log(probability)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<2 {
      // In the middle it is the distance from one half that is small.
      let excess =
        probability > 0.25
        ? erf(x / 2.0.squareRoot()) / 2 - (probability - 0.5) : cumulative(x) - probability
      let step = excess * (2 * Double.pi).squareRoot() * exp(x * x / 2)
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
