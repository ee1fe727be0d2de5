#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Shares that sum to one, Dir(a, …, a): even ones where the concentration a is large, and nearly all in one where it is small.
public struct DirichletDistribution: Hashable, Sendable {
  /// a.
  public let concentration: Double
  /// How many shares.
  public let count: Int

  /// - Precondition: both are positive.
  public init(concentration: Double, count: Int) {
    precondition(concentration > 0 && count > 0)
    (self.concentration, self.count) = (concentration, count)
  }

  /// One draw: gamma variates over their sum, in logarithms, for at a small a most of them are less than a double can hold.
  public func draw(using generator: inout some RandomNumberGenerator) -> [Double] {
    let logs = (0..<count).map { _ in Self.logGamma(shape: concentration, using: &generator) }
    let most = logs.max() ?? 0
    let shares = logs.map { exp($0 - most) }
    let sum = shares.reduce(0, +)
    return shares.map { $0 / sum }
  }

  /// The logarithm of a draw from Gamma(shape, 1).
  ///
  /// Reference: Marsaglia and Tsang, _A Simple Method for Generating Gamma Variables_, ACM TOMS 26 (2000); a shape below one by
  /// one above it, as they say in section 6.
  private static func logGamma(shape: Double, using generator: inout some RandomNumberGenerator) -> Double {
    if shape < 1 {
      return logGamma(shape: shape + 1, using: &generator) + log(1 - generator.uniform()) / shape
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      // Box and Muller.
      let radius = (-2 * log(1 - generator.uniform())).squareRoot()
      let x = radius * cos(2 * .pi * generator.uniform())
      let base = 1 + c * x
      guard base > 0 else { continue }
      let logV = 3 * log(base)
      if log(1 - generator.uniform()) < x * x / 2 + d - d * exp(logV) + d * logV { return log(d) + logV }
    }
  }
}
