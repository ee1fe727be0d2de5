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
