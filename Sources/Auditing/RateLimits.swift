import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What the two rates of an attack are at least and at most, both at once with the confidence asked for.
struct RateLimits {
  /// The true positive rate is no less.
  let leastTruePositiveRate: Double
  /// The false positive rate is no more.
  let largestFalsePositiveRate: Double

  /// ε in both directions, from the same two limits.
  func epsilon(delta: Double) -> Double {
    max(
      Self.epsilon(leastTruePositiveRate, largestFalsePositiveRate, delta),
      Self.epsilon(1 - largestFalsePositiveRate, 1 - leastTruePositiveRate, delta))
  }

  /// The largest ε at which an event of probability at most `rare` under one of two data sets would have to be less likely
  /// under the other than `frequent`.
  private static func epsilon(_ frequent: Double, _ rare: Double, _ delta: Double) -> Double {
    frequent > delta ? max(0, log((frequent - delta) / rare)) : 0
  }

  /// The μ that normal distributions are apart which an attack of these rates tells apart; not above zero where the attack
  /// shows nothing.
  var mu: Double {
    NormalDistribution.quantile(leastTruePositiveRate)
      - NormalDistribution.quantile(largestFalsePositiveRate)
  }
}

extension DecisionCounts {
  /// The limits of Clopper and Pearson, each of which fails with the probability (1 − confidence) / 2.
  func rates(confidence: Double) -> RateLimits {
    let found = BinomialInterval(successes: truePositives, trials: positives, confidence: confidence)
    let alarms = BinomialInterval(successes: falsePositives, trials: negatives, confidence: confidence)
    return RateLimits(
      leastTruePositiveRate: found.bounds.lowerBound, largestFalsePositiveRate: alarms.bounds.upperBound)
  }
}
