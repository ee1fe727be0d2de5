import Foundation

/// Figures that other programs and papers print for the same run, each with what it is worth.
///
/// None of them is a headline: that is the least of the bounds that hold.
public struct OtherFigures: Hashable, Sendable {
  /// The central-limit figure of Bu, Dong, Long and Su (arXiv:1911.11607), μ² = Σ q² (e^(1/σ²) − 1), and with a record
  /// replaced μ² = Σ 4 q² sinh (1/4σ²), the variance of its loss: an approximation that may understate, and no bound; nil
  /// where an event is no sampled Gaussian, or it overflows.
  public let centralLimit: Double?
  /// ε of each step at δ / T, added up.
  public let basic: Double?
  /// Advanced composition (Kairouz, Oh and Viswanath, arXiv:1311.0776), half of δ for the slack and the other
  /// half divided among the steps.
  public let advanced: Double?
  /// The largest ε that a single step has at δ / T, from which basic composition starts.
  public let epsilonPerStep: Double?
  /// Zero-concentrated privacy (Bun and Steinke, arXiv:1605.02658): ρ + 2 √(ρ ln 1/δ) with ρ = Σ 1/2σ²; nil where a
  /// batch was sampled, which it cannot use.
  public let zeroConcentrated: Double?

  /// - Precondition: `delta` lies in (0, 1).
  public init(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove
  ) {
    let parts = PrivacyEvent.composed(events).flattened()
    let stepCount = parts.reduce(0) { $0 + $1.count }
    centralLimit = Self.centralLimit(of: parts, delta: delta, relation: relation)
    zeroConcentrated = Self.zeroConcentrated(of: parts, delta: delta)
    let single = { (share: Double) -> [(epsilon: Double, count: Int)]? in
      guard share > 0 else { return nil }
      return try? parts.map { event, count in
        (try EpsilonBounds(of: [event], atDelta: share, relation: relation, accuracy: 1e-3).upper, count)
      }
    }
    guard stepCount > 0 else {
      (basic, advanced, epsilonPerStep) = (0, 0, 0)
      return
    }
    let shared = single(delta / Double(stepCount))
    basic = shared?.reduce(0) { $0 + Double($1.count) * $1.epsilon }
    epsilonPerStep = shared?.map(\.epsilon).max()
    advanced = single(delta / 2 / Double(stepCount)).map { Self.advanced($0, slack: delta / 2) }
  }

  private static func advanced(_ steps: [(epsilon: Double, count: Int)], slack: Double) -> Double {
    let drift = steps.reduce(0) { $0 + Double($1.count) * $1.epsilon * tanh($1.epsilon / 2) }
    let squares = steps.reduce(0) { $0 + Double($1.count) * $1.epsilon * $1.epsilon }
    let sum = steps.reduce(0) { $0 + Double($1.count) * $1.epsilon }
    return min(sum, drift + (2 * squares * log(1 / slack)).squareRoot())
  }

  private static func centralLimit(
    of parts: [(event: PrivacyEvent, count: Int)], delta: Double, relation: NeighboringRelation
  ) -> Double? {
    var squaredMu = 0.0
    for (event, count) in parts {
      guard case .poissonSampled(let rate, .gaussian(let sigma)) = event else { return nil }
      let variance =
        switch relation {
        case .addOrRemove: expm1(1 / (sigma * sigma))
        case .replaceOne: 4 * sinh(1 / (4 * sigma * sigma))
        }
      squaredMu += Double(count) * rate * rate * variance
    }
    let epsilon = GaussianAccountant.epsilon(mu: squaredMu.squareRoot(), atDelta: delta)
    return epsilon.isFinite ? epsilon : nil
  }

  private static func zeroConcentrated(of parts: [(event: PrivacyEvent, count: Int)], delta: Double)
    -> Double?
  {
    var rho = 0.0
    for (event, count) in parts {
      switch event {
      case .gaussian(let sigma), .poissonSampled(rate: 1, .gaussian(let sigma)):
        rho += Double(count) / (2 * sigma * sigma)
      default: return nil
      }
    }
    return rho + 2 * (rho * log(1 / delta)).squareRoot()
  }
}
