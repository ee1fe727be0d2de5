#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A margin drawn in, s tanh(φ / s): small ones stay as they are, and all stay below s.
///
/// A likelihood ratio takes margins to be normal. Those of networks that fit their members perfectly have tails much longer
/// than a normal curve's, so that the variance fitted is that of a few extreme ones, and strangers of whom the model happens
/// to be very sure look like members. Squashed, 20 and 40 both say the same: certain. A factor common to all margins changes
/// no likelihood ratio, so the scores are also those of tanh(φ / s).
private func squashed(margin: Double, scale: Double) -> Double { scale * tanh(margin / scale) }

extension OfflineMargins {
  /// - Parameter scale: s, which squashed margins stay below; near 4 a confidence is 0.98.
  public func squashed(scale: Double = 4) -> OfflineMargins {
    let squash: (Double) -> Double = { Attacks.squashed(margin: $0, scale: scale) }
    return OfflineMargins(target: target.map(squash), without: without.map(squash))
  }
}

extension OnlineMargins {
  /// - Parameter scale: s, which squashed margins stay below; near 4 a confidence is 0.98.
  public func squashed(scale: Double = 4) -> OnlineMargins {
    let squash: (Double) -> Double = { Attacks.squashed(margin: $0, scale: scale) }
    return OnlineMargins(target: target.map(squash), with: with.map(squash), without: without.map(squash))
  }
}
