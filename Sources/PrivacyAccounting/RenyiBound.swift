#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A Rényi divergence of one order that a run does not exceed.
public struct RenyiBound: Hashable, Sendable {
  /// α.
  public let order: Double
  /// D_α, in nats.
  public let divergence: Double

  public init(order: Double, divergence: Double) {
    self.order = order
    self.divergence = divergence
  }

  /// δ(ε) at most, by the conversion of Canonne, Kamath and Steinke (arXiv:2004.00010, Proposition 12), for every ε.
  func delta(atEpsilon epsilon: Double) -> Double {
    let tilt = order - 1
    return min(1, exp(tilt * (divergence - epsilon) + SaddlePoint.logPeak(tilt)))
  }
}
