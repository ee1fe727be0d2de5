#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The standard normal distribution.
public enum NormalDistribution {
  /// The point that a standard normal variable stays below with probability 0.975.
  public static let quantile975 = 1.959963984540054

  /// Φ(x), the probability that a standard normal variable is at most x.
  public static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

  /// ln Φ(x), exact far into the lower tail, where Φ itself is zero.
  public static func logCumulative(_ x: Double) -> Double {
    guard x < -30 else { return log(cumulative(x)) }
    // Mills' ratio as an asymptotic series; at 30 deviations its fifth term is below 10⁻¹¹.
    let square = 1 / (x * x)
    let series = 1 - square * (1 - 3 * square * (1 - 5 * square * (1 - 7 * square)))
    return -x * x / 2 - log(-x * (2 * Double.pi).squareRoot()) + log(series)
  }
}
