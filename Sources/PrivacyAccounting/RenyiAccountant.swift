#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Adds up Rényi divergences over a run and turns the sum into (ε, δ).
///
/// Composition: Mironov, _Rényi Differential Privacy_, arXiv:1702.07476, Proposition 1. Conversion: Canonne,
/// Kamath and Steinke, _The Discrete Gaussian for Differential Privacy_, arXiv:2004.00010, Proposition 12,
///
///     ε = R(α) + ln(1 − 1/α) − ln(δ α) / (α − 1),
///
/// minimised over the orders α.
public struct RenyiAccountant: Hashable, Sendable {
  /// Orders dense where the optimum of a training run lies, and sparse ones beyond for runs with much noise.
  public static let defaultOrders: [Double] =
    (1...99).map { 1 + Double($0) / 10 } + (11...63).map(Double.init) + [80, 96, 128, 192, 256, 512, 1024]

  public let orders: [Double]
  public let relation: NeighboringRelation

  /// R(α) of what was composed before the latest event, an entry for each order.
  private var settled: [Double]
  /// The latest event, what one of it costs, and how many there were: runs repeat one event many times.
  private var latest: (event: PrivacyEvent, divergences: [Double], count: Int)?

  /// - Precondition: every order is above 1.
  public init(orders: [Double] = defaultOrders, relation: NeighboringRelation = .addOrRemove) {
    precondition(orders.allSatisfy { $0 > 1 } && !orders.isEmpty)
    self.orders = orders
    self.relation = relation
    settled = Array(repeating: 0, count: orders.count)
  }

  /// - Throws: `PrivacyAccountingError` for an event this accountant cannot price.
  public mutating func compose(_ event: PrivacyEvent, count: Int = 1) throws(PrivacyAccountingError) {
    try price(event)
    latest?.count += count
  }

  /// R(α) of everything composed so far, an entry for each order.
  public var divergences: [Double] { orders.indices.map { divergence(at: $0) } }

  /// R(α) of everything composed so far and `more` of the latest event, at the order of that index.
  private func divergence(at index: Int, more: Int = 0) -> Double {
    // None of an infinite cost is nothing.
    guard let latest, latest.count + more > 0 else { return settled[index] }
    return settled[index] + Double(latest.count + more) * latest.divergences[index]
  }

  /// What ε would be with one more event, which is not composed.
  mutating func epsilon(
    atDelta delta: Double, after event: PrivacyEvent
  ) throws(PrivacyAccountingError) -> Double {
    try price(event)
    return optimum(atDelta: delta, more: 1).epsilon
  }

  /// Sees to it that the latest event is that one.
  private mutating func price(_ event: PrivacyEvent) throws(PrivacyAccountingError) {
    guard latest?.event != event else { return }
    var cost = orders.map { _ in 0.0 }
    for (part, repetitions) in event.flattened() {
      let each = try Self.divergences(of: part, under: relation, at: orders)
      for index in cost.indices { cost[index] += Double(repetitions) * each[index] }
    }
    settled = divergences
    latest = (event, cost, 0)
  }

  /// The least ε over the orders, and the order that gives it; infinite when any part was not private.
  ///
  /// - Precondition: `delta` lies in (0, 1).
  public func optimum(atDelta delta: Double) -> (epsilon: Double, order: Double) {
    optimum(atDelta: delta, more: 0)
  }

  private func optimum(atDelta delta: Double, more: Int) -> (epsilon: Double, order: Double) {
    precondition(delta > 0 && delta < 1)
    var best = (epsilon: Double.infinity, order: orders[0])
    var isFree = true
    for index in orders.indices {
      let order = orders[index]
      let divergence = divergence(at: index, more: more)
      if divergence == 0 { continue }
      isFree = false
      // A divergence R bounds the total variation by √(1 − e^−R) (Bretagnolle and Huber, 1979): within δ, ε is zero.
      if -expm1(-divergence) <= delta * delta { return (0, order) }
      let epsilon = Self.epsilon(ofDivergence: divergence, order: order, delta: delta)
      if epsilon < best.epsilon { best = (max(0, epsilon), order) }
    }
    return isFree ? (0, orders[orders.count - 1]) : best
  }

  public func epsilon(atDelta delta: Double) -> Double { optimum(atDelta: delta).epsilon }

  /// The conversion of Canonne, Kamath and Steinke at one order.
  package static func epsilon(ofDivergence divergence: Double, order: Double, delta: Double) -> Double {
    divergence + log1p(-1 / order) - log(delta * order) / (order - 1)
  }

  /// The least ε of events that are all known, over orders that are extended until the best one lies inside them, and
  /// then made denser around it.
  ///
  /// - Throws: `PrivacyAccountingError` for an event this accountant cannot price.
  public static func optimum(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) -> (epsilon: Double, order: Double) {
    var orders = defaultOrders
    var refinements = 0
    while true {
      var accountant = RenyiAccountant(orders: orders, relation: relation)
      for event in events { try accountant.compose(event) }
      let best = accountant.optimum(atDelta: delta)
      if best.epsilon > 0, best.epsilon.isFinite, best.order == orders[orders.count - 1], best.order < 1e6 {
        orders += [1.25, 1.5, 2].map { best.order * $0 }
      } else if best.epsilon.isFinite, best.order == orders[0], best.order > 1.001 {
        orders = [0.5, 0.7, 0.85].map { 1 + (best.order - 1) * $0 } + orders
      } else if best.epsilon > 0, best.epsilon.isFinite, refinements < 3,
        let index = orders.firstIndex(of: best.order)
      {
        let (low, high) = (orders[max(0, index - 1)], orders[min(orders.count - 1, index + 1)])
        orders =
          (0...8).map { low + (high - low) * Double($0) / 8 }.filter { $0 != best.order } + [best.order]
        orders.sort()
        refinements += 1
      } else {
        return best
      }
    }
  }

  private static func divergences(
    of event: PrivacyEvent, under relation: NeighboringRelation, at orders: [Double]
  ) throws(PrivacyAccountingError) -> [Double] {
    switch event {
    case .nonPrivate:
      return orders.map { _ in .infinity }
    case .gaussian(let noiseMultiplier):
      return orders.map { gaussianDivergence(order: $0, noiseMultiplier: noiseMultiplier) }
    case .poissonSampled(let rate, .gaussian(let noiseMultiplier)) where relation == .addOrRemove:
      guard (0...1).contains(rate) else { throw .samplingRateOutOfRange(rate) }
      return orders.map {
        sampledGaussianDivergence(order: $0, rate: rate, noiseMultiplier: noiseMultiplier)
      }
    default:
      // Of any other event the divergence is that of its dominating pairs, the larger of both directions.
      let pairs = try PrivacyLossVariable.pairs(for: event, under: relation)
      return orders.map { order in pairs.map { $0.renyiDivergence(order: order) }.max() ?? 0 }
    }
  }

  public static func == (left: RenyiAccountant, right: RenyiAccountant) -> Bool {
    left.orders == right.orders && left.relation == right.relation && left.divergences == right.divergences
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(orders)
    hasher.combine(divergences)
  }
}
