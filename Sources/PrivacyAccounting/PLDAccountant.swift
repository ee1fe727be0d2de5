#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Composes privacy loss distributions numerically: the tight ε, between rigorous bounds.
///
/// Discretised by connecting the dots, both directions of neighbours, composed by Fourier transform. Unlike Rényi
/// accounting it loses nothing in the conversion to (ε, δ).
///
/// On 200 random schedules of one to three phases, ε up to 537, this ε minus that of dp_accounting 0.6.0 at its finest usable
/// interval lay between −0.0020 and +0.0052, and nowhere below theirs by more than their own discretisation (that −0.0020:
/// theirs is up to 0.0028 too large there) or above it by 0.5 %; Rényi was never looser than theirs:
/// `Tests/ReferenceValues/account_schedules.py`. Three phases of 2,000 steps in all are priced in 0.11 to 0.14 s.
public struct PLDAccountant: Sendable {
  public let relation: NeighboringRelation
  private var entries: [(event: PrivacyEvent, count: Int)] = []

  public init(relation: NeighboringRelation = .addOrRemove) { self.relation = relation }

  public mutating func compose(_ event: PrivacyEvent, count: Int = 1) {
    entries = PrivacyEvent.composed(
      entries.map { .repeated($0.event, count: $0.count) } + [.repeated(event, count: count)]
    ).flattened()
  }

  public mutating func compose(_ ledger: PrivacyLedger) {
    for entry in ledger.entries { compose(entry.event, count: entry.count) }
  }

  /// An upper bound on ε that exceeds the exact one by the discretisation alone.
  ///
  /// - Precondition: `delta` lies in (0, 1).
  /// - Throws: `PrivacyAccountingError` for an event without a known privacy loss distribution.
  public func epsilon(atDelta delta: Double) throws(PrivacyAccountingError) -> Double {
    precondition(delta > 0 && delta < 1)
    guard !entries.isEmpty else { return 0 }
    guard !entries.contains(where: { $0.event == .nonPrivate }) else { return .infinity }
    return try directions().map { phases in
      ComposedPrivacyLoss(phases, delta: delta, rounding: .connectingDots).epsilon(atDelta: delta)
    }.max() ?? 0
  }

  /// A figure that the exact ε does not fall below.
  ///
  /// Rounding each loss to the nearest grid point and restoring the mean leaves errors that are independent, have mean
  /// zero and a range of one spacing. By Hoeffding's inequality the sum of n of them exceeds t = spacing √(n ln(1/η) / 2)
  /// with probability η at most, so that ε(δ) ≥ ε'(δ + η) − t for the ε' of the rounded losses (Gopi, Lee and Wutschitz,
  /// arXiv:2106.02848). Here η = δ / 10⁴.
  ///
  /// - Throws: `PrivacyAccountingError` for an event without a known privacy loss distribution.
  public func epsilonLowerBound(atDelta delta: Double) throws(PrivacyAccountingError) -> Double {
    precondition(delta > 0 && delta < 1)
    guard !entries.isEmpty else { return 0 }
    guard !entries.contains(where: { $0.event == .nonPrivate }) else { return .infinity }
    let cut = delta * 1e-4
    return try directions().map { phases in
      let composed = ComposedPrivacyLoss(phases, delta: delta, rounding: .nearest)
      let error = composed.spacing * (Double(composed.eventCount) * -log(cut) / 2).squareRoot()
      return max(0, composed.epsilon(atDelta: delta + cut) - error)
    }.max() ?? 0
  }

  /// The dominating pairs of all events, one list for each direction.
  private func directions() throws(PrivacyAccountingError) -> [[ComposedPrivacyLoss.Phase]] {
    var directions: [[ComposedPrivacyLoss.Phase]] = [[], []]
    for (event, count) in entries {
      let pairs = try PrivacyLossVariable.pairs(for: event, under: relation)
      for index in directions.indices {
        directions[index].append(.init(variable: pairs[min(index, pairs.count - 1)], count: count))
      }
    }
    return directions
  }
}
