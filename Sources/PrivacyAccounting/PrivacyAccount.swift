/// Everything there is to say about what a series of events cost: the tight ε between its bounds, what others would
/// print, and what it means.
public struct PrivacyAccount: Hashable, Sendable {
  public let delta: Double
  /// The tight upper bound, by privacy loss distributions: the headline.
  public let epsilon: Double
  /// What the exact ε does not fall below.
  public let epsilonLowerBound: Double
  public let renyi: Renyi
  /// Exact where every event was a Gaussian mechanism on a full batch; nil elsewhere.
  public let gaussian: Double?
  public let others: OtherFigures

  public struct Renyi: Hashable, Sendable {
    public let epsilon: Double
    public let order: Double
  }

  public var meaning: PrivacyMeaning { PrivacyMeaning(epsilon: epsilon, delta: delta) }

  /// - Throws: `PrivacyAccountingError` for an event that cannot be priced, by name.
  public init(
    of events: [PrivacyEvent], atDelta delta: Double, relation: NeighboringRelation = .addOrRemove
  ) throws(PrivacyAccountingError) {
    var tight = PLDAccountant(relation: relation)
    for event in events { tight.compose(event) }
    let optimum = try RenyiAccountant.optimum(of: events, atDelta: delta, relation: relation)
    self.delta = delta
    epsilon = try tight.epsilon(atDelta: delta)
    epsilonLowerBound = try tight.epsilonLowerBound(atDelta: delta)
    renyi = Renyi(epsilon: optimum.epsilon, order: optimum.order)
    gaussian = GaussianAccountant.epsilon(of: events, atDelta: delta)
    others = OtherFigures(of: events, atDelta: delta, relation: relation)
  }
}
