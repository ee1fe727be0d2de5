import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension ManyRunsAudit {
  /// What ε exceeds with the probability `confidence`, once the errors are known: both error rates have the prior
  /// Beta(½, ½), and ε is the larger of ln((1 − δ − FPR) / FNR) and ln((1 − δ − FNR) / FPR), or zero. An estimate: it leans on
  /// the prior, and on rates at one threshold.
  ///
  /// Reference: Zanella-Béguelin and others, arXiv:2206.05199; the quantile is found by integration, not by draws.
  ///
  /// - Precondition: δ lies in [0, 1), and the confidence inside (0, 1).
  public static func bayesian(_ counts: DecisionCounts, delta: Double, confidence: Double) -> LowerBound {
    precondition((0..<1).contains(delta))
    let posterior = ErrorRatePosterior(counts, delta: delta)
    let epsilon = largestRefuted(accuracy: 1e-9) { epsilon in
      posterior.probability(ofAtMost: epsilon) <= 1 - confidence
    }
    return LowerBound(method: .bayesian, epsilon: epsilon, confidence: confidence)
  }
}

/// What the error rates of an attack may be, given its errors.
private struct ErrorRatePosterior {
  private let falsePositives: BetaDistribution
  private let falseNegatives: BetaDistribution
  private let room: Double
  private let logNormalizer: Double
  /// Between these, of either rate, the densities have no feature.
  private let landmarks: (falsePositives: [Double], falseNegatives: [Double])

  init(_ counts: DecisionCounts, delta: Double) {
    falsePositives = BetaDistribution(
      a: Double(counts.falsePositives) + 0.5, b: Double(counts.negatives - counts.falsePositives) + 0.5)
    falseNegatives = BetaDistribution(
      a: Double(counts.positives - counts.truePositives) + 0.5, b: Double(counts.truePositives) + 0.5)
    room = 1 - delta
    let (a, b) = (falsePositives.a, falsePositives.b)
    logNormalizer = log(2) + lgamma(a + b) - lgamma(a) - lgamma(b)
    let probabilities = [1e-12, 1e-6, 1e-3, 0.1, 0.5, 0.9, 1 - 1e-3, 1 - 1e-6, 1 - 1e-12]
    landmarks = (
      probabilities.map(falsePositives.quantile), probabilities.map(falseNegatives.quantile)
    )
  }

  /// The probability that ε is no larger: that of FNR ≥ (1 − δ − FPR) e^(−ε) and FNR ≥ 1 − δ − FPR e^ε, for each FPR.
  ///
  /// With FPR = sin² θ no density is infinite; integrated by Gauss and Legendre between where anything bends.
  func probability(ofAtMost epsilon: Double) -> Double {
    let odds = exp(epsilon)
    let ends = landmarks.falsePositives
    let bends =
      [room / (odds + 1), room / odds, room] + landmarks.falseNegatives.map { room - odds * $0 }
      + landmarks.falseNegatives.map { (room - $0) / odds }
    let places = (ends + bends.filter { $0 > ends[0] && $0 < ends[ends.count - 1] }).sorted()
      .map { asin($0.squareRoot()) }
    return zip(places, places.dropFirst()).reduce(0) { sum, ends in
      let (middle, half) = ((ends.0 + ends.1) / 2, (ends.1 - ends.0) / 2)
      guard half > 0 else { return sum }
      return GaussLegendre.sixteen.reduce(sum) { sum, node in
        let angle = middle + half * node.point
        let rate = sin(angle) * sin(angle)
        let least = max((room - rate) / odds, room - rate * odds)
        let share = least > 0 ? 1 - falseNegatives.cumulative(least) : 1
        return sum + half * node.weight * density(at: angle) * share
      }
    }
  }

  private func density(at angle: Double) -> Double {
    exp(
      logNormalizer + (2 * falsePositives.a - 1) * log(sin(angle))
        + (2 * falsePositives.b - 1) * log(cos(angle)))
  }
}
