/// Membership inference by the size of the loss: members are fitted better than strangers.
///
/// Reference: Yeom, Giacomelli, Fredrikson and Jha, _Privacy Risk in Machine Learning_, arXiv:1709.01604.
public struct LossThresholdAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: CandidateLosses) -> [Double] {
    observation.values.map { -$0 }
  }
}
