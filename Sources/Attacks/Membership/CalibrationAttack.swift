import AccessControl

/// Membership inference by how much smaller the target's loss is than the mean loss of models without the candidate,
/// which says how difficult it is.
///
/// Reference: Watson, Guo, Cormode and Sablayrolles, _On the Importance of Difficulty Calibration in Membership
/// Inference Attacks_, arXiv:2111.08440.
public struct CalibrationAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: OfflineMargins) -> [Double] {
    observation.target.enumerated().map { candidate, margin in
      let others = observation.without.of(candidate)
      let usual = others.reduce(0) { $0 + logConfidence(margin: $1) } / Double(others.count)
      return logConfidence(margin: margin) - usual
    }
  }
}

extension MembershipMethod {
  public static let calibration = MembershipMethod(
    name: "calibration", title: "Calibrated loss",
    sentence: "A candidate is a member if its loss is smaller than its difficulty explains.",
    paper: "Watson et al. 2022, arXiv:2111.08440",
    capabilities: [.losses, .referencesWithoutCandidate], neededReferences: (0, 1)
  ) { evidence, _ throws(MissingEvidence) in
    CalibrationAttack().scores(of: evidence.offline)
  }
}
