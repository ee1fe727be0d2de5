import AccessControl

/// Membership inference by the size of the loss: members are fitted better than strangers.
///
/// Reference: Yeom, Giacomelli, Fredrikson and Jha, _Privacy Risk in Machine Learning_, arXiv:1709.01604.
public struct LossThresholdAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: CandidateLosses) -> [Double] {
    observation.values.map { -$0 }
  }
}

extension MembershipMethod {
  public static let lossThreshold = MembershipMethod(
    name: "loss_threshold", title: "Loss",
    sentence: "A candidate is a member if its loss is small.",
    paper: "Yeom et al. 2018, arXiv:1709.01604",
    capabilities: [.losses]
  ) { evidence, _ throws(MissingEvidence) in
    let losses = evidence.margins.map { -logConfidence(margin: $0) }
    return LossThresholdAttack().scores(of: CandidateLosses(values: losses))
  }
}
