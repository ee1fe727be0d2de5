import Statistics

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Bounds on the ε of sampled Gaussian steps that are near it where there is so little noise that the outcome reveals which
/// samples the example was in.
///
/// Had it been revealed, ε would be no less: the number k of hits is binomial, and k hits are one Gaussian mechanism with
/// μ² = k/σ², so that δ(ε) ≤ E[δ(ε; μ√k)]. And as (1 − q) N(0, σ²) + q N(1, σ²) is no less than either part alone, the loss
/// of a run with k hits is at least k ln q + (T − k) ln (1 − q) more than that mechanism's, so that
/// δ(ε) ≥ E[δ(ε − k ln q − (T − k) ln (1 − q); μ√k)].
struct RevealedSampling: Sendable {
  /// Runs whose hits lie between two numbers.
  private struct Bucket {
    let mass: Double
    /// μ² with the most hits, and with the fewest.
    let squaredMu: (most: Double, fewest: Double)
    /// What the losses may be less than the mechanism's with the fewest hits.
    let concealed: Double
  }

  private let buckets: [Bucket]

  private static let largestCount = 2000
  private static let largestStride = 1000
  /// With more noise the outcome hides a hit, and others are far better.
  private static let largestNoise = 0.2

  /// - Parameter delta: numbers of hits that are less likely than a small share of it are left out, and counted.
  /// - Returns: nil for events that are not of this kind.
  init?(_ parts: [(event: PrivacyEvent, count: Int)], delta: Double, relation: NeighboringRelation) {
    guard relation == .addOrRemove else { return nil }
    var constant = 0.0
    var sampled: (rate: Double, sigma: Double, count: Int)?
    for (event, count) in parts {
      guard let step = SingleStep(event) else { return nil }
      if step.rate == 1 {
        constant += Double(count) / (step.noiseMultiplier * step.noiseMultiplier)
      } else {
        guard sampled == nil, step.noiseMultiplier <= Self.largestNoise else { return nil }
        sampled = (step.rate, step.noiseMultiplier, count)
      }
    }
    guard let sampled else { return nil }
    let mean = Double(sampled.count) * sampled.rate
    let reach = -2 * log(delta) + 60
    // By Bernstein's inequality no more hits than that, nor fewer, but with a probability below a small share of δ.
    let most = min(Double(sampled.count), mean + reach + (2 * mean * reach).squareRoot())
    let least = max(0, mean - (2 * mean * reach).squareRoot())
    let (low, high) = (Int(least.rounded(.down)), min(sampled.count, Int(most.rounded(.up))))
    let stride = max(1, (high - low) / Self.largestCount)
    guard stride < Self.largestStride else { return nil }
    buckets = Swift.stride(from: low, through: high, by: stride).map { start in
      let end = min(start + stride - 1, high)
      let squaredMu = { (hits: Int) in constant + Double(hits) / (sampled.sigma * sampled.sigma) }
      return Bucket(
        mass: (start...end).reduce(0) {
          $0
            + exp(
              BinomialDistribution.logProbability(
                of: $1, trials: sampled.count, rate: sampled.rate))
        },
        squaredMu: (squaredMu(end), squaredMu(start)),
        concealed: -Double(end) * log(sampled.rate) - Double(sampled.count - start) * log1p(-sampled.rate))
    }
  }

  /// The least ε at which the upper bound on δ(ε) is within `delta`, and the largest at which the lower bound is not.
  func epsilons(atDelta delta: Double) -> (lower: Double, upper: Double) {
    // What was left out, and what the binomial probabilities may be off by.
    let upper = root(delta * (1 - 1e-6)) { bucket, epsilon in
      Self.delta(bucket.squaredMu.most, epsilon: epsilon)
    }
    let lower = root(delta * (1 + 1e-6)) { bucket, epsilon in
      Self.delta(bucket.squaredMu.fewest, epsilon: epsilon + bucket.concealed)
    }
    return (lower.low, upper.high)
  }

  private static func delta(_ squaredMu: Double, epsilon: Double) -> Double {
    squaredMu > 0 ? GaussianAccountant.delta(mu: squaredMu.squareRoot(), epsilon: epsilon) : 0
  }

  private func root(_ wanted: Double, _ delta: (Bucket, Double) -> Double) -> (low: Double, high: Double) {
    func isTooLarge(_ epsilon: Double) -> Bool {
      var sum = 0.0
      for bucket in buckets {
        sum += bucket.mass * delta(bucket, epsilon)
        if sum > wanted { return true }
      }
      return false
    }
    guard isTooLarge(0) else { return (0, 0) }
    var low = 0.0
    let largest = buckets.map(\.squaredMu.most).max() ?? 0
    var high = GaussianAccountant.epsilon(mu: largest.squareRoot(), atDelta: wanted / 2)
    for _ in 0..<60 where high - low > 1e-9 * high {
      let middle = (low + high) / 2
      if isTooLarge(middle) { low = middle } else { high = middle }
    }
    return (low, high)
  }
}
