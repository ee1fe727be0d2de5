/// Refuses the step that would take a run over its budget.
///
/// A person turns knobs after seeing what earlier steps did, so the cost of each step depends on the outcome of those
/// before it, and plain composition promises nothing. As a filter it does: with the orders fixed before the run, a run
/// that never takes a step beyond the budget is (ε, δ)-private whatever the choices were.
///
/// Reference: Feldman and Zrnic, _Individual Privacy Accounting via a Rényi Filter_, arXiv:2008.11193.
public struct PrivacyFilter: Sendable {
  /// The most ε that may be spent; infinite admits everything.
  public let budget: Double
  public let delta: Double
  private var accountant = RenyiAccountant()

  /// - Precondition: `delta` lies in (0, 1).
  public init(budget: Double, delta: Double) {
    precondition(delta > 0 && delta < 1)
    self.budget = budget
    self.delta = delta
  }

  /// What the steps taken so far cost, valid under adaptive choice where it stays within a budget fixed beforehand.
  public var epsilon: Double { accountant.epsilon(atDelta: delta) }

  /// The order at which that cost is least.
  public var order: Double { accountant.optimum(atDelta: delta).order }

  /// What would be spent after any number more of an event.
  ///
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced.
  public func forecast(of event: PrivacyEvent) throws(PrivacyAccountingError) -> (Int) -> Double {
    // The event is priced here, once.
    var priced = accountant
    try priced.compose(event, count: 0)
    return { [priced, delta] count in
      var next = priced
      do { try next.compose(event, count: count) } catch { return .infinity }
      return next.epsilon(atDelta: delta)
    }
  }

  /// Records the event, if the budget allows it; says whether it did.
  ///
  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced; nothing is recorded then.
  public mutating func admit(_ event: PrivacyEvent) throws(PrivacyAccountingError) -> Bool {
    if budget < .infinity {
      let after = try accountant.epsilon(atDelta: delta, after: event)
      guard after <= budget else { return false }
    }
    try accountant.compose(event)
    return true
  }
}
