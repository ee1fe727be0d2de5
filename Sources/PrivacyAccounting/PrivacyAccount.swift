/// Everything there is to say about what a series of events that were fixed beforehand cost: ε between its bounds, what
/// others would print, and what it means.
public struct PrivacyAccount: Hashable, Sendable {
  public let delta: Double
  /// The headline is the upper one: the least of all bounds that hold.
  public let bounds: EpsilonBounds
  /// An upper bound too, seldom the least.
  public let renyi: Renyi
  /// Exact where every event was a Gaussian mechanism on a full batch; nil elsewhere.
  public let gaussian: Double?
  public let others: OtherFigures
  /// The most that any membership attack can achieve.
  public let limit: TradeOffLimit

  /// The least ε over all Rényi orders, and the order that gives it; see `RenyiAccountant.optimum`.
  public struct Renyi: Hashable, Sendable {
    public let epsilon: Double
    public let order: Double
  }

  public var epsilon: Double { bounds.upper }

  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced, by name.
  public init(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) {
    let optimum = try RenyiAccountant.optimum(of: events, atDelta: delta, relation: relation)
    self.delta = delta
    bounds = try EpsilonBounds(of: events, atDelta: delta, relation: relation)
    renyi = Renyi(epsilon: optimum.epsilon, order: optimum.order)
    gaussian = GaussianAccountant.epsilon(of: events, atDelta: delta)
    others = OtherFigures(of: events, atDelta: delta, relation: relation)
    limit = try TradeOffLimit(of: events, relation: relation).limited(by: bounds.upper, delta: delta)
  }
}
