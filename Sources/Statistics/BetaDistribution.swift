#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The distribution on [0, 1] with density proportional to x^(a−1) (1 − x)^(b−1).
public struct BetaDistribution: Hashable, Sendable {
  /// The shape at zero.
  public let a: Double
  /// The shape at one.
  public let b: Double

  /// - Precondition: both shapes are positive.
  public init(a: Double, b: Double) {
    precondition(a > 0 && b > 0)
    self.a = a
    self.b = b
  }

  /// The probability of at most x: the regularised incomplete beta function I_x(a, b).
  ///
  /// Reference: NIST Digital Library of Mathematical Functions, 8.17.22, a continued fraction that converges fast below
  /// (a + 1) / (a + b + 2); above, I_x(a, b) = 1 − I_{1−x}(b, a).
  public func cumulative(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    let front = exp(a * log(x) + b * log1p(-x) - logBeta)
    return x < (a + 1) / (a + b + 2)
      ? front * Self.fraction(x, a, b) / a : 1 - front * Self.fraction(1 - x, b, a) / b
  }

  /// The point that a variable of this distribution stays below with that probability.
  ///
  /// Newton's method within a bracket that halves whenever a step would leave it.
  public func quantile(_ probability: Double) -> Double {
    precondition((0...1).contains(probability))
    guard probability > 0, probability < 1 else { return probability }
    var (low, high) = (0.0, 1.0)
    var x = a / (a + b)
    for _ in 0..<200 {
      let excess = cumulative(x) - probability
      if excess > 0 { high = x } else { low = x }
      let density = exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta)
      var next = x - excess / density
      if !(next > low && next < high) { next = low + (high - low) / 2 }
      guard abs(next - x) > 1e-15 * x, next != x else { return next }
      x = next
    }
    return x
  }

  private var logBeta: Double { lgamma(a) + lgamma(b) - lgamma(a + b) }

  /// The continued fraction of 8.17.22, from the front (Lentz's method).
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var numerator = 1.0
    var denominator = 1 - (a + b) * x / (a + 1)
    denominator = 1 / (abs(denominator) < tiny ? tiny : denominator)
    var value = denominator
    for index in 1...100_000 {
      let m = Double(index)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      var change = 1.0
      for coefficient in [even, odd] {
        denominator = 1 + coefficient * denominator
        denominator = 1 / (abs(denominator) < tiny ? tiny : denominator)
        numerator = 1 + coefficient / numerator
        if abs(numerator) < tiny { numerator = tiny }
        change = numerator * denominator
        value *= change
      }
      if abs(change - 1) < 1e-16 { break }
    }
    return value
  }
}
