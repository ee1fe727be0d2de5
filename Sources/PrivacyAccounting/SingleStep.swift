#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// ε of a single Gaussian mechanism on a Poisson sample, in closed form.
///
/// The loss passes ε at one point, where that of the mechanism without sampling passes x: with δ₀ that mechanism's, removal
/// has δ = q δ₀(x) at e^ε = 1 − q + q e^x, and addition δ = q e^(−y) δ₀(y) / (1 − q + q e^(−y)) at e^(−ε) = 1 − q + q e^(−y).
struct SingleStep: Sendable {
  let rate: Double
  let noiseMultiplier: Double

  /// - Returns: nil for an event that is no sampled Gaussian mechanism.
  init?(_ event: PrivacyEvent) {
    switch event {
    case .gaussian(let sigma): (rate, noiseMultiplier) = (1, sigma)
    case .poissonSampled(let rate, .gaussian(let sigma)) where rate > 0:
      (self.rate, noiseMultiplier) = (rate, sigma)
    default: return nil
    }
  }

  /// The larger ε of adding and removing at `delta`.
  func epsilon(atDelta delta: Double) -> Double {
    guard rate < 1 else { return GaussianAccountant.epsilon(mu: mu, atDelta: delta) }
    // e^ε = 1 − q + q e^x.
    let removal = GaussianAccountant.epsilon(mu: mu, atDelta: min(1, delta / rate))
    return max(loss(of: removal), -log1p(rate * expm1(-additionExponent(atDelta: delta))))
  }

  private var mu: Double { 1 / noiseMultiplier }

  private func loss(of exponent: Double) -> Double {
    exponent < 700
      ? log1p(rate * expm1(exponent)) : exponent + log(rate + (1 - rate) * exp(-exponent))
  }

  /// y with e^(−ε) = 1 − q + q e^(−y).
  private func additionExponent(atDelta delta: Double) -> Double {
    let target = log(delta)
    let isTooLarge = { (y: Double) in
      log(rate) - y + GaussianAccountant.logDelta(mu: mu, epsilon: y) - log1p(rate * expm1(-y)) > target
    }
    guard isTooLarge(0) else { return 0 }
    var (low, high) = (0.0, 1.0)
    while isTooLarge(high) { (low, high) = (high, 2 * high) }
    for _ in 0..<2000 where high - low > 1e-14 * high {
      let middle = (low + high) / 2
      if isTooLarge(middle) { low = middle } else { high = middle }
    }
    return high
  }
}
