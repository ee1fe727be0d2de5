#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The standard normal distribution.
public enum NormalDistribution {
  /// Φ(x), the probability that a standard normal variable is at most x.
  public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// ln Φ(x), exact far into the lower tail, where Φ itself is zero.
  public static func logCumulative(_ x: Double) -> Double {
    guard x < -5 else { return log(cumulative(x)) }
    return -x * x / 2 - log(2 * Double.pi) / 2 + log(millsRatio(-x))
  }

  /// (1 − Φ(x)) / φ(x), exact far into the upper tail, where both are zero.
  public static func millsRatio(_ x: Double) -> Double {
    guard x > 30 else {
      return (Double.pi / 2).squareRoot() * exp(x * x / 2) * erfc(x / 2.0.squareRoot())
    }
    // An asymptotic series; at 30 deviations its next term is below 10⁻¹⁶.
    let square = 1 / (x * x)
    var (sum, term) = (0.0, 1.0)
    for factor in stride(from: 1.0, through: 15, by: 2) {
      sum += term
      term *= -factor * square
    }
    return (sum + term) / x
  }
}
