import AccessControl

/// Membership inference by whether the prediction is right: members are those the model gets right.
///
/// Its advantage, true minus false positive rate, is exactly the accuracy on members minus that on non-members.
///
/// Reference: Yeom, Giacomelli, Fredrikson and Jha, _Privacy Risk in Machine Learning_, arXiv:1709.01604.
public struct GapAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: CandidateHits) -> [Double] {
    observation.values.map { $0 ? 1 : 0 }
  }
}

extension MembershipMethod {
  public static let gap = MembershipMethod(
    name: "gap", title: "Gap",
    sentence: "A candidate is a member if the model gets it right.",
    paper: "Yeom et al. 2018, arXiv:1709.01604",
    capabilities: [.labels]
  ) { evidence, _ throws(MissingEvidence) in
    GapAttack().scores(of: CandidateHits(values: evidence.hits))
  }
}
