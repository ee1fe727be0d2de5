extension ManyRunsAudit {
  /// The larger of ln((TPR − δ) / FPR) and ln((TNR − δ) / FNR), with the rates at the worse ends of their intervals, or zero:
  /// a proof, whatever the mechanism.
  ///
  /// TNR and FNR have the same two ends as FPR and TPR, so each end may fail with the probability (1 − confidence) / 2.
  /// Counts must be of a threshold that was settled beforehand, or on other runs.
  ///
  /// Reference: Jagielski, Ullman and Oprea, arXiv:2006.07709, and in both directions as Nasr and others, arXiv:2101.04535,
  /// have it.
  ///
  /// - Precondition: δ lies in [0, 1), and the confidence inside (0, 1).
  public static func clopperPearson(
    _ counts: DecisionCounts, delta: Double, confidence: Double
  ) -> LowerBound {
    precondition((0..<1).contains(delta))
    let epsilon = counts.rates(confidence: confidence).epsilon(delta: delta)
    return LowerBound(method: .clopperPearson, epsilon: epsilon, confidence: confidence)
  }

  /// ε at δ of the μ-Gaussian differential privacy with μ = Φ⁻¹(TPR) − Φ⁻¹(FPR), both rates at the worse ends of their
  /// intervals, each of which may fail with the probability (1 − confidence) / 2; zero where μ is not positive.
  ///
  /// It holds for mechanisms whose trade-off curve is a Gaussian one, as DP-SGD's nearly is after many steps.
  ///
  /// Reference: Nasr and others, USENIX Security 2023, arXiv:2302.07956.
  ///
  /// - Precondition: δ lies in [0, 1), and the confidence inside (0, 1).
  public static func gdp(_ counts: DecisionCounts, delta: Double, confidence: Double) -> LowerBound {
    precondition((0..<1).contains(delta))
    let mu = counts.rates(confidence: confidence).mu
    return LowerBound(
      method: .gdp, epsilon: OneRunAudit.epsilon(mu: mu, delta: delta), confidence: confidence)
  }
}
