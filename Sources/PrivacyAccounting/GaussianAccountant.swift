import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The exact ε of Gaussian mechanisms on full batches, however many: they compose to one with μ² = Σ 1/σ².
///
/// Reference: Balle and Wang, _Improving the Gaussian Mechanism for Differential Privacy_, arXiv:1805.06530, Theorem 8:
/// δ(ε) = Φ(μ/2 − ε/μ) − e^ε Φ(−μ/2 − ε/μ).
public enum GaussianAccountant {
  /// - Returns: nil when some event is not a Gaussian mechanism on a full batch.
  public static func epsilon(of events: [PrivacyEvent], atDelta delta: Double, groupSize: Int = 1) -> Double?
  {
    var squaredMu = 0.0
    for (event, count) in PrivacyEvent.composed(events).flattened() {
      switch event {
      case .gaussian(let noiseMultiplier), .poissonSampled(rate: 1, .gaussian(let noiseMultiplier)):
        squaredMu += Double(count) / (noiseMultiplier * noiseMultiplier)
      case .poissonSampled(rate: 0, .gaussian): continue
      default: return nil
      }
    }
    return epsilon(mu: Double(groupSize) * squaredMu.squareRoot(), atDelta: delta)
  }

  /// The ε of μ-Gaussian differential privacy at `delta`, rounded up.
  package static func epsilon(mu: Double, atDelta delta: Double) -> Double {
    guard mu > 0, mu.isFinite else { return mu > 0 ? .infinity : 0 }
    let target = log(delta)
    guard logDelta(mu: mu, epsilon: 0) > target else { return 0 }
    var (low, high) = (0.0, max(1e-300, mu * (mu / 2 + (max(1, -2 * target)).squareRoot())))
    while logDelta(mu: mu, epsilon: high) > target { high *= 2 }
    for _ in 0..<200 where high - low > 1e-15 * high {
      let middle = (low + high) / 2
      if logDelta(mu: mu, epsilon: middle) > target { low = middle } else { high = middle }
    }
    return high * (1 + 1e-13)
  }

  /// δ(ε) of μ-Gaussian differential privacy.
  package static func delta(mu: Double, epsilon: Double) -> Double { exp(logDelta(mu: mu, epsilon: epsilon)) }

  /// ln δ(ε), for ε ≥ 0. With a = ε/μ − μ/2 and b = ε/μ + μ/2, e^ε φ(b) is φ(a), so that with Mills' ratio R
  ///
  ///     δ = φ(a) (R(a) − R(b)),
  ///
  /// in which nothing overflows, and little cancels unless μ is tiny.
  static func logDelta(mu: Double, epsilon: Double) -> Double {
    let (a, b) = (epsilon / mu - mu / 2, epsilon / mu + mu / 2)
    let logDensity = { (x: Double) in -x * x / 2 - log(2 * Double.pi) / 2 }
    if a < -5 {
      return log(NormalDistribution.cumulative(-a) - exp(logDensity(a)) * NormalDistribution.millsRatio(b))
    }
    guard mu < 1e-3 else {
      return logDensity(a) + log(NormalDistribution.millsRatio(a) - NormalDistribution.millsRatio(b))
    }
    // R' = xR − 1, and R‴ = (x³ + 3x) R − x² − 2.
    let x = epsilon / mu
    let ratio = NormalDistribution.millsRatio(x)
    let slope = x > 1e3 ? -1 / (x * x) : x * ratio - 1
    let third = x > 30 ? -6 / (x * x * x * x) : (x * x * x + 3 * x) * ratio - x * x - 2
    return logDensity(a) + log(-mu * slope - mu * mu * mu * third / 24)
  }
}
