import AccessControl

/// Membership inference by the share of models without the candidate that fit it worse than the target does, one that
/// fits it as well counting one half: each candidate has a threshold of its own, a quantile of its losses.
///
/// With K such models a score is a multiple of 1 / 2K, so the curve has few corners.
///
/// Reference: Ye et al., _Enhanced Membership Inference Attacks against Machine Learning Models_, arXiv:2111.09679,
/// Attack R.
public struct ReferenceAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: OfflineMargins) -> [Double] {
    observation.target.enumerated().map { candidate, margin in
      let others = observation.without.of(candidate)
      let worse = others.count { $0 < margin }
      let equal = others.count { $0 == margin }
      return (Double(worse) + Double(equal) / 2) / Double(others.count)
    }
  }
}

extension MembershipMethod {
  public static let reference = MembershipMethod(
    name: "reference", title: "Reference models",
    sentence: "A candidate is a member if it is fitted better than by most models without it.",
    paper: "Ye et al. 2022, arXiv:2111.09679",
    capabilities: [.losses, .referencesWithoutCandidate], neededReferences: (0, 1)
  ) { evidence, _ throws(MissingEvidence) in
    ReferenceAttack().scores(of: evidence.offline)
  }
}
