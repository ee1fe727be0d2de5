import Foundation

/// What (ε, δ) means to a person: the most that any membership attack can achieve, whatever it knows.
///
/// An attack with false positive rate α has a true positive rate of at most min(e^ε α + δ, 1 − e^−ε (1 − δ − α)), since
/// both P(S) ≤ e^ε Q(S) + δ and the same for the complement hold (Kairouz, Oh and Viswanath, arXiv:1311.0776).
public struct PrivacyMeaning: Hashable, Sendable {
  public let epsilon: Double
  public let delta: Double

  public init(epsilon: Double, delta: Double) {
    self.epsilon = epsilon
    self.delta = delta
  }

  public func largestTruePositiveRate(atFalsePositiveRate rate: Double) -> Double {
    let direct = exp(epsilon) * rate + delta
    let complement = 1 - exp(-epsilon) * (1 - delta - rate)
    return min(1, max(rate, min(direct, complement)))
  }

  /// (true positive rate + true negative rate) / 2 of the best attack: (e^ε + δ) / (1 + e^ε).
  public var largestBalancedAccuracy: Double { (1 + delta * exp(-epsilon)) / (1 + exp(-epsilon)) }

  /// How sure an attack can become of a membership it held for a matter of even chances, δ aside: e^ε / (1 + e^ε).
  public var posteriorFromEvenOdds: Double { 1 / (1 + exp(-epsilon)) }

  /// The (ε, δ) that `size` people together have, whose records may all be one person's: kε, and
  /// δ (e^kε − 1) / (e^ε − 1) (Dwork and Roth, 2014).
  public func forGroup(of size: Int) -> PrivacyMeaning {
    let grown = epsilon > 0 ? expm1(Double(size) * epsilon) / expm1(epsilon) : Double(size)
    return PrivacyMeaning(epsilon: Double(size) * epsilon, delta: min(1, delta * grown))
  }
}
