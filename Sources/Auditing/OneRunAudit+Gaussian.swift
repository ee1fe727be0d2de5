import Statistics

extension OneRunAudit {
  /// From how far apart the mean scores are, in standard deviations, less what chance explains: an estimate, which holds
  /// where the scores of canaries are independent and normal, with one variance.
  ///
  /// With d the difference of the means over the pooled standard deviation, and z the quantile of the confidence,
  ///
  ///     μ = d − z √(1/n₁ + 1/n₀ + d² / (2 (n₁ + n₀))),
  ///
  /// the last the large-sample variance of d (Hedges and Olkin, _Statistical Methods for Meta-Analysis_, 1985, chapter 5),
  /// and ε is that of μ-Gaussian differential privacy at `delta`.
  ///
  /// - Returns: nil with fewer than two canaries on a side, with a score that is not finite, or where all scores are
  ///   equal. Where the scores of either side are equal and those of the two are not, ε is infinite, or zero if the canaries
  ///   left out are higher.
  /// - Precondition: δ lies in [0, 1], and the confidence inside (0, 1).
  public static func gaussian(_ scores: CanaryScores, delta: Double, confidence: Double) -> LowerBound? {
    precondition((0...1).contains(delta) && confidence > 0 && confidence < 1)
    guard let separation = Separation(scores) else { return nil }
    let mu = separation.lowerEnd(confidence: confidence)
    return LowerBound(method: .gaussian, epsilon: epsilon(mu: mu, delta: delta), confidence: confidence)
  }

  /// The same with nothing taken off for chance: ε at the observed separation of the scores; nil where
  /// `gaussian(_:delta:confidence:)` is.
  public static func gaussianPoint(_ scores: CanaryScores, delta: Double) -> Double? {
    precondition((0...1).contains(delta))
    return Separation(scores).map { epsilon(mu: $0.deviations, delta: delta) }
  }
}

/// How far apart two groups of scores are.
private struct Separation {
  let included: Double
  let leftOut: Double
  /// The difference of the means over the pooled standard deviation.
  let deviations: Double

  init?(_ scores: CanaryScores) {
    guard scores.scores.allSatisfy(\.isFinite) else { return nil }
    let sides = [true, false].map { side in
      zip(scores.scores, scores.isIncluded).filter { $0.1 == side }.map(\.0)
    }
    guard sides.allSatisfy({ $0.count > 1 }) else { return nil }
    let means = sides.map { side in side.reduce(0) { $0 + $1 / Double(side.count) } }
    // Equal scores have no spread, whatever their mean is rounded to.
    let squares = zip(sides, means).reduce(0) { sum, side in
      side.0.allSatisfy { $0 == side.0[0] }
        ? sum : side.0.reduce(sum) { $0 + ($1 - side.1) * ($1 - side.1) }
    }
    (included, leftOut) = (Double(sides[0].count), Double(sides[1].count))
    guard squares > 0 else {
      guard sides[0][0] != sides[1][0] else { return nil }
      deviations = sides[0][0] > sides[1][0] ? .infinity : -.infinity
      return
    }
    deviations = (means[0] - means[1]) / (squares / (included + leftOut - 2)).squareRoot()
  }

  func lowerEnd(confidence: Double) -> Double {
    guard deviations.isFinite else { return deviations }
    let variance = 1 / included + 1 / leftOut + deviations * deviations / (2 * (included + leftOut))
    return deviations - NormalDistribution.quantile(confidence) * variance.squareRoot()
  }
}
