import Foundation
import Statistics

/// The exact ε of Gaussian mechanisms on full batches, however many: they compose to one with μ² = Σ 1/σ².
///
/// Reference: Balle and Wang, _Improving the Gaussian Mechanism for Differential Privacy_, arXiv:1805.06530, Theorem 8:
/// δ(ε) = Φ(μ/2 − ε/μ) − e^ε Φ(−μ/2 − ε/μ).
public enum GaussianAccountant {
  /// - Returns: nil when some event is not a Gaussian mechanism on a full batch.
  public static func epsilon(of events: [PrivacyEvent], atDelta delta: Double) -> Double? {
    var squaredMu = 0.0
    for (event, count) in PrivacyEvent.composed(events).flattened() {
      switch event {
      case .gaussian(let noiseMultiplier), .poissonSampled(rate: 1, .gaussian(let noiseMultiplier)):
        squaredMu += Double(count) / (noiseMultiplier * noiseMultiplier)
      default: return nil
      }
    }
    return epsilon(mu: squaredMu.squareRoot(), atDelta: delta)
  }

  /// The ε of μ-Gaussian differential privacy at `delta`.
  static func epsilon(mu: Double, atDelta delta: Double) -> Double {
    guard mu > 0, mu.isFinite else { return mu > 0 ? .infinity : 0 }
    guard self.delta(mu: mu, epsilon: 0) > delta else { return 0 }
    var (low, high) = (0.0, 1.0)
    while self.delta(mu: mu, epsilon: high) > delta { high *= 2 }
    for _ in 0..<200 where high - low > 1e-14 * high {
      let middle = (low + high) / 2
      if self.delta(mu: mu, epsilon: middle) > delta { low = middle } else { high = middle }
    }
    return high
  }

  /// δ(ε) of μ-Gaussian differential privacy.
  package static func delta(mu: Double, epsilon: Double) -> Double {
    NormalDistribution.cumulative(mu / 2 - epsilon / mu)
      - exp(epsilon + NormalDistribution.logCumulative(-mu / 2 - epsilon / mu))
  }
}
