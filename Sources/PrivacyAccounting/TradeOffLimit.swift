#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The most that any membership attack can achieve, whatever it knows: of each false positive rate, how large the true
/// positive rate can be.
///
/// From δ(ε) follows TPR ≤ e^ε FPR + δ(ε), and for the complements TPR ≤ 1 − e^(−ε) (1 − δ(ε) − FPR), for every ε; the
/// least over all of them is the trade-off curve (Kairouz, Oh and Viswanath, arXiv:1311.0776; Dong, Roth and Su,
/// arXiv:1905.02383, Proposition 2.12). It is kept as those lines, so that it is never too low between them.
public struct TradeOffLimit: Hashable, Sendable {
  private struct Line: Hashable, Sendable {
    let slope: Double
    let intercept: Double
  }

  private var lines: [Line]
  /// δ(0), the largest difference of the two rates.
  public private(set) var largestAdvantage: Double

  /// - Parameter pairs: ε ≥ 0 and the δ(ε) that holds both for adding and for removing a record.
  public init(_ pairs: [(epsilon: Double, delta: Double)]) {
    lines = []
    var advantage = 1.0
    for (epsilon, delta) in pairs where delta < 1 {
      // Beyond e^700 a line only says what is said without it.
      if epsilon < 700 { lines.append(Line(slope: exp(epsilon), intercept: delta)) }
      lines.append(Line(slope: exp(-epsilon), intercept: 1 - exp(-epsilon) * (1 - delta)))
      // At no false positive rate is e^ε α + δ or its complement further from α than where both meet.
      advantage = min(advantage, (expm1(epsilon) + 2 * delta) / (1 + exp(epsilon)))
      if epsilon == 0 { advantage = min(advantage, delta) }
    }
    largestAdvantage = max(0, advantage)
  }

  /// This limit, and what one more (ε, δ) allows.
  public func limited(by epsilon: Double, delta: Double) -> TradeOffLimit {
    var both = self
    let other = TradeOffLimit(epsilon: epsilon, delta: delta)
    both.lines += other.lines
    both.largestAdvantage = min(largestAdvantage, other.largestAdvantage)
    return both
  }

  /// Nothing limits anything.
  public static let none = TradeOffLimit([])

  /// The most that any attack finds of the members, where it accuses that share of the others.
  public func largestTruePositiveRate(atFalsePositiveRate rate: Double) -> Double {
    let least = lines.reduce(1.0) { min($0, $1.slope * rate + $1.intercept) }
    return min(1, max(rate, least))
  }

  /// (true positive rate + true negative rate) / 2 of the best attack: (1 + δ(0)) / 2.
  public var largestBalancedAccuracy: Double { (1 + largestAdvantage) / 2 }
}

extension TradeOffLimit {
  /// Of one Rényi divergence, through δ(ε) at its order for every ε.
  public init(_ bound: RenyiBound) {
    guard bound.divergence.isFinite else {
      self = .none
      return
    }
    self.init(Self.ladder(to: 60).map { ($0, bound.delta(atEpsilon: $0)) })
  }

  /// Of a composition that was fixed beforehand: its whole δ(ε), by inversion about a few δ.
  ///
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced, by name.
  public init(
    of events: [PrivacyEvent], relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) {
    let parts = PrivacyEvent.composed(events).flattened()
    guard !parts.contains(where: { $0.event == .nonPrivate }) else {
      self = .none
      return
    }
    let directions = try EpsilonBounds.directions(of: parts, relation: relation, groupSize: 1)
    guard !parts.isEmpty else {
      self.init([(0, 0)])
      return
    }
    let curves = directions.map { DeltaCurve($0) }
    let epsilons = Set(curves.flatMap(\.epsilons) + [0]).sorted()
    self.init(epsilons.map { epsilon in (epsilon, curves.map { $0.delta(atEpsilon: epsilon) }.max() ?? 0) })
  }

  /// From 0, in steps that grow.
  fileprivate static func ladder(to largest: Double) -> [Double] {
    [0] + (0...160).map { 1e-3 * pow(largest / 1e-3, Double($0) / 160) }
  }
}

/// δ(ε) of one direction of neighbours over all ε that matter.
private struct DeltaCurve {
  private let inversions: [(epsilon: Double, inversion: PrivacyLossInversion)]
  private let points: [SaddlePoint]
  private let squaredMu: Double?
  /// A bound on δ(0), and therefore on δ everywhere.
  private let totalVariation: Double
  /// Where the curve is worth a line.
  let epsilons: [Double]

  private static let deltas = [0.5, 0.1, 1e-2, 1e-4, 1e-7]
  private static let largestWork = 1e7

  init(_ phases: [PrivacyLossInversion.Phase]) {
    let mus = phases.map { phase -> Double? in
      guard case .mixtures(let mixtures) = phase.pair else { return nil }
      return mixtures.gaussianMu.map { $0 * $0 * Double(phase.count) }
    }
    squaredMu = mus.reduce(0) { sum, mu in sum.flatMap { sum in mu.map { sum + $0 } } }
    totalVariation = Self.totalVariation(of: phases)
    let points = Self.deltas.compactMap { SaddlePoint(phases, delta: $0) }
    self.points = points
    if squaredMu == nil {
      inversions = zip(Self.deltas, points).compactMap { delta, point in
        let eased = point.eased(delta: delta)
        guard point.epsilon > 0, let period = eased.period(delta: delta, epsilon: point.epsilon) else {
          return nil
        }
        let smoothing = (2e-3 * point.epsilon / (eased.tilt + 1)).squareRoot()
        return PrivacyLossInversion(
          phases, at: eased, over: period, smoothing: smoothing, largestWork: Self.largestWork
        ).map { (point.epsilon, $0) }
      }
    } else {
      inversions = []
    }
    let ends = [0] + points.map(\.epsilon).filter { $0 > 0 && $0.isFinite }.sorted()
    epsilons = zip(ends, ends.dropFirst()).flatMap { low, high in
      (0...12).map { low + (high - low) * Double($0) / 12 }
    }
  }

  func delta(atEpsilon epsilon: Double) -> Double {
    if let squaredMu {
      return squaredMu > 0 ? GaussianAccountant.delta(mu: squaredMu.squareRoot(), epsilon: epsilon) : 0
    }
    // Every inversion bounds it; the one whose saddle point is next does so best. Chernoff's bounds hold without any.
    let ordered = inversions.sorted { abs($0.epsilon - epsilon) < abs($1.epsilon - epsilon) }.prefix(2)
    let inverted = ordered.map { $0.inversion.delta(atEpsilon: epsilon).upper }.min() ?? 1
    let chernoff = points.map { point in
      exp(min(0, point.logMoment + point.error + SaddlePoint.logPeak(point.tilt) - point.tilt * epsilon))
    }
    return min(inverted, chernoff.min() ?? 1, totalVariation)
  }

  /// By Bretagnolle and Huber (1979) √(1 − e^−R) for a divergence R; and no two laws differ more often than the record is in
  /// a sample.
  private static func totalVariation(of phases: [PrivacyLossInversion.Phase]) -> Double {
    let tilt = 0.01
    let moment = SaddlePoint.logMoment(of: phases, tilt: tilt)
    let divergence = (moment.value + moment.error) / tilt
    let alike = phases.reduce(0.0) { $0 + Double($1.count) * log($1.pair.commonShare) }
    return min((-expm1(-max(0, divergence))).squareRoot(), -expm1(alike))
  }
}

/// What one (ε, δ) alone says, for those who know no more of a mechanism.
extension TradeOffLimit {
  /// - Parameter epsilon: at `delta`; infinite limits nothing.
  public init(epsilon: Double, delta: Double) {
    guard epsilon.isFinite else {
      self = .none
      return
    }
    self.init([(epsilon, delta)])
  }
}
