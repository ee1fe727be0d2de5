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
///     ε = R(α) + ln(1 − 1/α) − ln(δ α) / (α − 1).
public enum RenyiAccountant {
  /// The Rényi divergence of one event at that order, the larger of both directions of neighbours.
  ///
  /// - Precondition: `order` is above 1.
  /// - Throws: `PrivacyAccountingError` for an event this accountant cannot price.
  public static func divergence(
    of event: PrivacyEvent, order: Double, under relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) -> Double {
    precondition(order > 1)
    var sum = 0.0
    for (part, count) in event.flattened() {
      guard part != .nonPrivate else { return .infinity }
      var pairs = try DominatingPair.pairs(for: part, under: relation)
      // Of mixtures of Gaussians removal diverges more than addition (Mironov, Talwar and Zhang, arXiv:1908.10530).
      if case .mixtures = pairs[0] { pairs.removeLast() }
      sum += Double(count) * (pairs.map { $0.logMoment(order - 1).value }.max() ?? 0) / (order - 1)
    }
    return sum
  }

  /// The least ε of events that are all known beforehand over all real orders above 1, and the order that gives it;
  /// infinite when any part was not private.
  ///
  /// - Precondition: `delta` lies in (0, 1).
  /// - Throws: `PrivacyAccountingError` for an event this accountant cannot price.
  public static func optimum(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) -> (epsilon: Double, order: Double) {
    precondition(delta > 0 && delta < 1)
    let parts = PrivacyEvent.composed(events).flattened()
    guard !parts.contains(where: { $0.event == .nonPrivate }) else { return (.infinity, 2) }
    let directions = try EpsilonBounds.directions(of: parts, relation: relation, groupSize: 1)
    guard !parts.isEmpty else { return (0, 2) }
    let optima = directions.map { SaddlePoint($0, delta: delta) }
    guard let largest = optima.max(by: { ($0?.epsilon ?? .infinity) < ($1?.epsilon ?? .infinity) }) ?? nil
    else { return (.infinity, 2) }
    return (max(0, largest.epsilon), 1 + largest.tilt)
  }

  /// The conversion of Canonne, Kamath and Steinke at one order.
  package static func epsilon(ofDivergence divergence: Double, order: Double, delta: Double) -> Double {
    divergence + log1p(-1 / order) - log(delta * order) / (order - 1)
  }
}
