import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Lower bounds on ε from one run that trained on many canaries, each with the probability one half.
public enum OneRunAudit {
  /// The largest ε at which so many right guesses would be too lucky, whatever the mechanism; zero where there is none.
  ///
  /// Of r guesses v or more are right with a probability of at most
  ///
  ///     p(ε) = P(X ≥ v) + 2 m δ · max over i from 1 to v of P(v > X ≥ v − i) / i,   X ~ Bin(r, e^ε / (1 + e^ε)),
  ///
  /// and ε is refuted where p(ε) ≤ 1 − confidence. These ε are an interval from zero: for each i the sum rises with ε, or
  /// rises and then falls to its limit 1.
  ///
  /// Reference: Steinke, Nasr and Jagielski, arXiv:2305.08846, their main theorem, for guesses that may be withheld.
  ///
  /// - Parameters:
  ///   - canaries: m, those included that nothing was said about.
  ///   - guesses: r, settled before the scores were seen.
  ///   - right: v.
  /// - Precondition: 0 ≤ right ≤ guesses ≤ canaries, δ lies in [0, 1] and the confidence inside (0, 1).
  public static func steinke(
    canaries: Int, guesses: Int, right: Int, delta: Double, confidence: Double
  ) -> LowerBound {
    check(canaries: canaries, guesses: guesses, right: right, delta: delta, confidence: confidence)
    let epsilon = largestRefuted { epsilon in
      chance(canaries: canaries, guesses: guesses, right: right, epsilon: epsilon, delta: delta)
        <= 1 - confidence
    }
    return LowerBound(method: .steinke, epsilon: epsilon, confidence: confidence)
  }

  /// The best that an audit of that size can say, which it does where all guesses are right.
  public static func ceiling(
    canaries: Int, guesses: Int, delta: Double, confidence: Double
  ) -> (steinke: LowerBound, fDP: LowerBound) {
    (
      steinke(canaries: canaries, guesses: guesses, right: guesses, delta: delta, confidence: confidence),
      fDP(canaries: canaries, guesses: guesses, right: guesses, delta: delta, confidence: confidence)
    )
  }

  /// p(ε), at most 1.
  ///
  /// Counted by wrong guesses, which are few where it matters, so that small chances are sums of small terms.
  static func chance(canaries: Int, guesses: Int, right: Int, epsilon: Double, delta: Double) -> Double {
    guard right > 0 else { return 1 }
    let wrong = guesses - right
    let distribution = BinomialDistribution(trials: guesses, rate: 1 / (1 + exp(epsilon)))
    let tail = distribution.probability(ofAtMost: wrong)
    let last = min(guesses, distribution.support.upperBound)
    guard delta > 0, last > wrong else { return min(1, tail) }
    // Beyond the counts that have any probability the difference stays, and is divided by more.
    let steepest = (wrong + 1...last).reduce(0) { steepest, count in
      max(steepest, (distribution.probability(ofAtMost: count) - tail) / Double(count - wrong))
    }
    return min(1, tail + 2 * Double(canaries) * delta * steepest)
  }

  static func check(canaries: Int, guesses: Int, right: Int, delta: Double, confidence: Double) {
    precondition(right >= 0 && right <= guesses && guesses <= canaries)
    precondition((0...1).contains(delta) && confidence > 0 && confidence < 1)
  }
}
