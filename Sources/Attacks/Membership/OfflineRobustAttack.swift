import AccessControl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// RMIA without models trained on the candidate: how much surer of it the target is than models on average are.
///
///     ln p_θ(x) − ln p(x),   p(x) = ½ ((1 + a) p̄_out(x) + (1 − a))
///
/// where the second form guesses, from the mean confidence p̄_out of all models without the candidate, what models with it
/// would say. The paper's last step, Pr_z[ratio(x) / ratio(z) ≥ γ] over a population z, never orders two candidates
/// otherwise than this ratio does: whatever z and γ, it changes no curve but by ties. So the ratio is the score.
///
/// Reference: Zarifzadeh, Liu and Shokri, _Low-Cost High-Power Membership Inference Attacks_, arXiv:2312.03262.
public struct OfflineRobustAttack: MembershipAttack {
  /// The line from p̄_out to the mean over all models.
  private static let a = 0.3

  public init() {}

  public func scores(of observation: OfflineMargins) -> [Double] {
    observation.target.enumerated().map { candidate, margin in
      let others = observation.without.of(candidate)
      let confidence = others.reduce(0) { $0 + exp(logConfidence(margin: $1)) } / Double(others.count)
      return logConfidence(margin: margin) - log(((1 + Self.a) * confidence + 1 - Self.a) / 2)
    }
  }
}

extension MembershipMethod {
  public static let rmiaOffline = MembershipMethod(
    name: "rmia_offline", title: "RMIA offline",
    sentence: "Is the model surer of the candidate than models without it let expect?",
    paper: "Zarifzadeh et al. 2024, arXiv:2312.03262",
    capabilities: [.losses, .referencesWithoutCandidate], neededReferences: (0, 1)
  ) { evidence, _ throws(MissingEvidence) in
    OfflineRobustAttack().scores(of: evidence.offline)
  }
}
