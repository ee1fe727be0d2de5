import PrivacyAccounting
import Statistics

extension OneRunAudit {
  /// The ε at `delta` of the largest μ at which so many right guesses would be too lucky for a mechanism whose trade-off
  /// curve is that of two normal distributions, μ apart; zero where there is none.
  ///
  /// It uses the whole curve, where `steinke(canaries:guesses:right:delta:confidence:)` uses one (ε, δ) of it, so from the
  /// same guesses it says more, of mechanisms that are like the Gaussian one.
  ///
  /// Reference: Mahloujifar, Melis and Chaudhuri, arXiv:2410.22235, their algorithm for guesses that may be withheld.
  ///
  /// - Parameters:
  ///   - canaries: those included that nothing was said about.
  ///   - guesses: settled before the scores were seen.
  /// - Precondition: 0 ≤ right ≤ guesses ≤ canaries, δ lies in [0, 1] and the confidence inside (0, 1).
  public static func fDP(
    canaries: Int, guesses: Int, right: Int, delta: Double, confidence: Double
  ) -> LowerBound {
    check(canaries: canaries, guesses: guesses, right: right, delta: delta, confidence: confidence)
    let mu = largestRefuted(accuracy: muAccuracy) { mu in
      isRefuted(mu: mu, canaries: canaries, guesses: guesses, right: right, significance: 1 - confidence)
    }
    return LowerBound(method: .fDP, epsilon: epsilon(mu: mu, delta: delta), confidence: confidence)
  }

  static let muAccuracy = 1e-11

  /// The ε of μ-Gaussian differential privacy; infinite at δ = 0.
  static func epsilon(mu: Double, delta: Double) -> Double {
    guard mu > 0 else { return 0 }
    return delta > 0 ? GaussianAccountant.epsilon(mu: mu, atDelta: delta) : .infinity
  }

  /// Whether a mechanism of μ has `right` or more of `guesses` right with a probability below the significance.
  ///
  /// Were the probability as large, the chances of exactly i right, weighted by i / m and by (guesses − i) / m, would have
  /// sums over the counts from i on, `hits` and `misses`, of at least what this finds, from `right` downwards: the misses of a
  /// guess are Φ(Φ⁻¹(hits) − μ) or more. All chances together may not weigh more than guesses / m.
  static func isRefuted(mu: Double, canaries: Int, guesses: Int, right: Int, significance: Double) -> Bool {
    let all = Double(guesses) / Double(canaries)
    var hits = significance * Double(right) / Double(canaries)
    var misses = significance * Double(guesses - right) / Double(canaries)
    for count in stride(from: right - 1, through: 0, by: -1) {
      let least = NormalDistribution.cumulative(NormalDistribution.quantile(hits) - mu)
      // Where they do not grow they never will.
      guard least > misses else { break }
      hits += Double(count) / Double(guesses - count) * (least - misses)
      misses = least
      if hits + misses > all { return true }
    }
    return hits + misses > all
  }
}
