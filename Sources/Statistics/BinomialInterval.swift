/// The interval of Clopper and Pearson for a probability of which so many trials succeeded: it misses the truth with a
/// probability of at most 1 − `confidence`, however few the trials.
///
/// Its ends are quantiles of beta distributions: of order (1 − confidence) / 2 of Beta(k, n − k + 1), and of order
/// (1 + confidence) / 2 of Beta(k + 1, n − k).
///
/// Reference: Clopper and Pearson, Biometrika 26 (1934).
public struct BinomialInterval: Hashable, Sendable {
  public let successes: Int
  public let trials: Int
  /// For the probability of a success.
  public let bounds: ClosedRange<Double>

  /// - Precondition: 0 ≤ successes ≤ trials, with at least one trial, and a confidence inside (0, 1).
  public init(successes: Int, trials: Int, confidence: Double = 0.95) {
    precondition(trials > 0 && (0...trials).contains(successes) && confidence > 0 && confidence < 1)
    self.successes = successes
    self.trials = trials
    let tail = (1 - confidence) / 2
    let (hits, misses) = (Double(successes), Double(trials - successes))
    let low = successes == 0 ? 0 : BetaDistribution(a: hits, b: misses + 1).quantile(tail)
    let high = successes == trials ? 1 : BetaDistribution(a: hits + 1, b: misses).quantile(1 - tail)
    bounds = low...high
  }

  /// The share that succeeded.
  public var rate: Double { Double(successes) / Double(trials) }
}
