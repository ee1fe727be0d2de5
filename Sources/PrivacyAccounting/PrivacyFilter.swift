#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Refuses the step that would take a run over its budget.
///
/// A person turns knobs after seeing what earlier steps did, so the cost of each step depends on the outcome of those
/// before it, and plain composition promises nothing. At one order α of Rényi divergence that is fixed beforehand it does: a
/// run that takes no step beyond a budget that is fixed beforehand too is (ε, δ)-private whatever the choices were. The least
/// over many orders along the way has no such proof.
///
/// The order is fixed before the first step: with a budget it is the one that lets the knobs as they are run longest, and
/// without one the one at which the planned steps cost least. Without a budget what was spent is a figure *as run*.
///
/// Reference: Feldman and Zrnic, _Individual Privacy Accounting via a Rényi Filter_, arXiv:2008.11193, Theorem 4.3; for what
/// does not hold, Regehr et al. 2026, arXiv:2602.15815.
public struct PrivacyFilter: Sendable {
  /// The most ε that may be spent; infinite admits everything.
  public let budget: Double
  /// The δ at which the budget is stated.
  public let delta: Double
  /// α; nil before the first step, and where nothing private was ever done.
  public private(set) var order: Double?
  /// Steps that are planned.
  private let plannedCount: Int
  /// The Rényi divergence of order α of all steps so far.
  private var spent = 0.0
  /// The latest event and its divergence, for runs repeat one event many times.
  private var latest: (event: PrivacyEvent, divergence: Double)?

  /// - Precondition: `delta` lies in (0, 1).
  public init(budget: Double, delta: Double, plannedCount: Int) {
    precondition(delta > 0 && delta < 1)
    self.budget = budget
    self.delta = delta
    self.plannedCount = max(1, plannedCount)
  }

  /// What the steps taken so far cost, at the order fixed beforehand.
  public var epsilon: Double { epsilon(ofDivergence: spent) }

  /// The Rényi divergence that was never exceeded, by proof: the budget's; without a budget what was spent, as run. nil
  /// before the first step.
  public var bound: RenyiBound? {
    order.map {
      RenyiBound(order: $0, divergence: budget < .infinity ? budget - conversion(order: $0) : spent)
    }
  }

  private func epsilon(ofDivergence divergence: Double) -> Double {
    guard divergence > 0 else { return 0 }
    guard divergence < .infinity, let order else { return .infinity }
    return max(0, divergence + conversion(order: order))
  }

  /// ε − R of the conversion of Canonne, Kamath and Steinke.
  private func conversion(order: Double) -> Double {
    RenyiAccountant.epsilon(ofDivergence: 0, order: order, delta: delta)
  }

  /// What would be spent after any number more of an event.
  ///
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced.
  public func forecast(of event: PrivacyEvent) throws(PrivacyAccountingError) -> (Int) -> Double {
    var priced = self
    let each = try priced.price(event)
    return { [priced] count in
      priced.epsilon(ofDivergence: count > 0 ? priced.spent + Double(count) * each : priced.spent)
    }
  }

  /// Records the event, if the budget allows it; says whether it did.
  ///
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced; nothing is recorded then.
  public mutating func admit(_ event: PrivacyEvent) throws(PrivacyAccountingError) -> Bool {
    var priced = self
    let cost = try priced.price(event)
    guard priced.epsilon(ofDivergence: spent + cost) <= budget else {
      // What was refused fixes nothing.
      if order != nil { self = priced }
      return false
    }
    priced.spent += cost
    self = priced
    return true
  }

  private mutating func price(_ event: PrivacyEvent) throws(PrivacyAccountingError) -> Double {
    if let latest, latest.event == event { return latest.divergence }
    // What costs nothing tells no order from another.
    if order == nil, event != .nonPrivate, try RenyiAccountant.divergence(of: event, order: 2) == 0 {
      return 0
    }
    if order == nil { order = try bestOrder(for: event) }
    let divergence = try order.map { order throws(PrivacyAccountingError) in
      try RenyiAccountant.divergence(of: event, order: order)
    }
    latest = (event, divergence ?? .infinity)
    return divergence ?? .infinity
  }

  /// nil where no order gives a finite cost.
  private func bestOrder(for event: PrivacyEvent) throws(PrivacyAccountingError) -> Double? {
    guard event != .nonPrivate else { return nil }
    // Checked once; the search then cannot fail.
    _ = try RenyiAccountant.divergence(of: event, order: 2)
    let cost = { (logTilt: Double) -> Double in
      let order = 1 + exp(logTilt)
      guard let each = try? RenyiAccountant.divergence(of: event, order: order) else { return .infinity }
      guard budget < .infinity else { return conversion(order: order) + Double(plannedCount) * each }
      // The fewer steps within the budget, the worse; where there is none, the further the order is from allowing one.
      let room = budget - conversion(order: order)
      return room > 0 ? -room / max(each, 1e-300) : -room + each
    }
    return 1 + exp(UnimodalSearch.minimum(from: 1, within: -20...20, of: cost))
  }
}
