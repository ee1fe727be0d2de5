import AccessControl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// RMIA with models trained on the candidate: how much surer of it the target is than models are of which half saw it.
///
///     ln p_θ(x) − ln p(x),   p(x) = ½ (p̄_in(x) + p̄_out(x))
///
/// with p̄ the mean confidence of all models of a side. See `OfflineRobustAttack` for why this is the score.
///
/// Reference: Zarifzadeh, Liu and Shokri, _Low-Cost High-Power Membership Inference Attacks_, arXiv:2312.03262.
public struct OnlineRobustAttack: MembershipAttack {
  public init() {}

  public func scores(of observation: OnlineMargins) -> [Double] {
    observation.target.enumerated().map { candidate, margin in
      let with = logMeanConfidence(observation.with.of(candidate))
      let without = logMeanConfidence(observation.without.of(candidate))
      let (larger, smaller) = (max(with, without), min(with, without))
      return logConfidence(margin: margin) - (larger + log1p(exp(smaller - larger)) - log(2))
    }
  }

  /// ln p̄, in logarithms throughout: confidences in a wrong label may be too small for a number.
  private func logMeanConfidence(_ margins: ArraySlice<Double>) -> Double {
    let logs = margins.map(logConfidence(margin:))
    let largest = logs.max() ?? 0
    return largest + log(logs.reduce(0) { $0 + exp($1 - largest) } / Double(logs.count))
  }
}

extension MembershipMethod {
  public static let rmiaOnline = MembershipMethod(
    name: "rmia_online", title: "RMIA online",
    sentence: "Is the model surer of the candidate than models are on average, with it and without?",
    paper: "Zarifzadeh et al. 2024, arXiv:2312.03262",
    capabilities: [.losses, .referencesWithoutCandidate, .referencesWithCandidate], neededReferences: (1, 1)
  ) { evidence, _ throws(MissingEvidence) in
    OnlineRobustAttack().scores(of: evidence.online)
  }
}
