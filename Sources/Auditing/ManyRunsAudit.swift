/// Lower bounds on ε from many runs that differ in one canary.
public enum ManyRunsAudit {
  /// The bound of Clopper and Pearson, that of Gaussian differential privacy, and the Bayesian one, in this order.
  ///
  /// A threshold is chosen by the first half of either list, the one at which the bound is largest there, and of equals the
  /// one with the larger TPR − FPR, then the highest; the second half alone is judged. The Bayesian bound takes the first one's
  /// threshold. A score that is not a number is below every threshold.
  ///
  /// - Parameters:
  ///   - with: a score of each run whose training held the canary; a higher one says that it did.
  ///   - without: a score of each run whose training did not.
  /// - Returns: bounds of zero where a list has fewer than two scores.
  /// - Precondition: δ lies in [0, 1), and the confidence inside (0, 1).
  public static func bounds(
    with: [Double], without: [Double], delta: Double, confidence: Double
  ) -> [LowerBound] {
    guard with.count > 1, without.count > 1 else {
      return [LowerBound.Method.clopperPearson, .gdp, .bayesian].map {
        LowerBound(method: $0, epsilon: 0, confidence: confidence)
      }
    }
    let first = (with.prefix(with.count / 2), without.prefix(without.count / 2))
    let second = (with.dropFirst(with.count / 2), without.dropFirst(without.count / 2))
    let tried = decisions(with: first.0, without: first.1)
    func judged(_ bound: (DecisionCounts) -> Double) -> DecisionCounts {
      let threshold = best(of: tried, by: bound)
      return DecisionCounts(with: second.0, without: second.1, threshold: threshold)
    }
    let forRates = judged { $0.rates(confidence: confidence).epsilon(delta: delta) }
    let forGaussian = judged { $0.rates(confidence: confidence).mu }
    return [
      clopperPearson(forRates, delta: delta, confidence: confidence),
      gdp(forGaussian, delta: delta, confidence: confidence),
      bayesian(forRates, delta: delta, confidence: confidence),
    ]
  }

  /// What is decided at each distinct score, the highest first.
  private static func decisions(
    with: some Sequence<Double>, without: some Sequence<Double>
  ) -> [(threshold: Double, counts: DecisionCounts)] {
    let scores = (with.map { ($0, true) } + without.map { ($0, false) }).sorted { left, right in
      right.0.isNaN ? !left.0.isNaN : left.0 > right.0
    }
    let positives = scores.count { $0.1 }
    var (found, alarms) = (0, 0)
    var decisions = [(threshold: Double, counts: DecisionCounts)]()
    for (index, (score, isWith)) in scores.enumerated() where !score.isNaN {
      if isWith { found += 1 } else { alarms += 1 }
      if index + 1 < scores.count, scores[index + 1].0 == score { continue }
      decisions.append(
        (
          score,
          DecisionCounts(
            truePositives: found, positives: positives, falsePositives: alarms,
            negatives: scores.count - positives)
        ))
    }
    return decisions
  }

  /// Infinite, which decides nothing, where there is none to choose from.
  private static func best(
    of tried: [(threshold: Double, counts: DecisionCounts)], by bound: (DecisionCounts) -> Double
  ) -> Double {
    var best = (threshold: Double.infinity, bound: -Double.infinity, advantage: -Double.infinity)
    for (threshold, counts) in tried {
      let (bound, advantage) = (bound(counts), counts.advantage)
      if (bound, advantage) > (best.bound, best.advantage) { best = (threshold, bound, advantage) }
    }
    return best.threshold
  }
}
