#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ε that several records together have, which may all be one person's, at the same δ.
///
/// Where each is sampled on its own, or all are in every batch, their hits are a mixture of Gaussians that is priced as it
/// is. Elsewhere the better of two bounds: k records have kε at δ (e^(kε) − 1) / (e^ε − 1) (Vadhan, _The Complexity of
/// Differential Privacy_, 2017, Lemma 2.2), so ε has to be that of a much smaller δ; and had they been in every batch they
/// would be one Gaussian mechanism of kμ, which sampling only hides.
public struct GroupPrivacy: Hashable, Sendable {
  /// Records that may be one person's.
  public let size: Int
  /// Infinite where no bound that is known is finite.
  public let epsilon: Double
  public let delta: Double

  /// The largest group whose mixture is priced as it is.
  private static let largestMixture = 64

  /// - Precondition: `size` is one or more, and `delta` lies in (0, 1).
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced, by name.
  public init(
    ofSize size: Int, _ events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation
  ) throws(PrivacyAccountingError) {
    precondition(size > 0)
    self.size = size
    self.delta = delta
    if let exact = GaussianAccountant.epsilon(of: events, atDelta: delta, groupSize: size) {
      epsilon = exact
    } else if relation == .addOrRemove, size <= Self.largestMixture {
      epsilon = try EpsilonBounds(of: events, atDelta: delta, relation: relation, groupSize: size).upper
    } else {
      let unsampled = Self.unsampled(ofSize: size, events, atDelta: delta)
      epsilon = min(
        unsampled, try Self.converted(ofSize: size, events, atDelta: delta, relation, below: unsampled))
    }
  }

  /// By Vadhan's lemma, with the largest δ for one record that it takes for k: each try shows how small that has to be.
  private static func converted(
    ofSize size: Int, _ events: [PrivacyEvent], atDelta delta: Double, _ relation: NeighboringRelation,
    below largest: Double
  ) throws(PrivacyAccountingError) -> Double {
    var logGrowth = log(Double(size))
    for _ in 0..<8 {
      let share = delta * exp(-logGrowth)
      guard share > 0 else { break }
      let single = try EpsilonBounds(of: events, atDelta: share, relation: relation, accuracy: 1e-3).upper
      guard Double(size) * single < largest else { break }
      // ln of (e^(kε) − 1) / (e^ε − 1), which is k where ε is zero.
      let needed =
        single > 0
        ? Double(size - 1) * single + log(-expm1(-Double(size) * single) / -expm1(-single))
        : log(Double(size))
      if needed <= logGrowth * (1 + 1e-12) { return Double(size) * single }
      logGrowth = needed * 1.01
    }
    return .infinity
  }

  /// Infinite for events that are no Gaussian mechanisms.
  private static func unsampled(ofSize size: Int, _ events: [PrivacyEvent], atDelta delta: Double) -> Double {
    let whole = PrivacyEvent.composed(events).flattened().map { event, count -> PrivacyEvent in
      guard case .poissonSampled(_, let inner) = event else { return .repeated(event, count: count) }
      return .repeated(inner, count: count)
    }
    return GaussianAccountant.epsilon(of: whole, atDelta: delta, groupSize: size) ?? .infinity
  }
}
