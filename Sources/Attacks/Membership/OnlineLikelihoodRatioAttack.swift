import AccessControl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// LiRA with models trained on the candidate and models not: the logarithm of how much likelier its margin is among
/// the first than among the second, each taken to be normal.
///
///     ln N(φ; μ_in, σ_in²) − ln N(φ; μ_out, σ_out²)
///
/// Reference: Carlini et al., _Membership Inference Attacks From First Principles_, arXiv:2112.03570, Algorithm 1.
public struct OnlineLikelihoodRatioAttack: MembershipAttack {
  private let variance: LikelihoodRatioVariance

  public init(variance: LikelihoodRatioVariance) { self.variance = variance }

  public func scores(of observation: OnlineMargins) -> [Double] {
    let (meansIn, meansOut) = (observation.with.means(), observation.without.means())
    let variancesIn = variance.estimates(from: observation.with)
    let variancesOut = variance.estimates(from: observation.without)
    return observation.target.enumerated().map { candidate, margin in
      let (fromIn, fromOut) = (margin - meansIn[candidate], margin - meansOut[candidate])
      let (varianceIn, varianceOut) = (variancesIn[candidate], variancesOut[candidate])
      return fromOut * fromOut / (2 * varianceOut) - fromIn * fromIn / (2 * varianceIn)
        + log(varianceOut / varianceIn) / 2
    }
  }
}

extension MembershipMethod {
  public static let liraOnline = online(
    "lira_online", title: "LiRA online",
    sentence: "Does the confidence look more like that of models with the candidate, or of models without?")

  public static let liraOnlineSquashed = online(
    "lira_online_squashed", title: "LiRA online, squashed", isSquashed: true,
    sentence:
      "LiRA online on tanh(φ/4) of each margin φ: raw ones have tails that a Gaussian fits badly, so very confident strangers look like members."
  )

  public static let liraOnlinePerExample = online(
    "lira_online_per_example", title: "LiRA online, own σ", variance: .perExample,
    sentence:
      "LiRA online, with each candidate's own spreads between models, drawn towards the common ones while models are few."
  )

  private static func online(
    _ name: String, title: String, variance: LikelihoodRatioVariance = .pooled, isSquashed: Bool = false,
    sentence: String
  ) -> MembershipMethod {
    MembershipMethod(
      name: name, title: title, sentence: sentence, paper: "Carlini et al. 2022, arXiv:2112.03570",
      capabilities: [.losses, .referencesWithoutCandidate, .referencesWithCandidate], neededReferences: (2, 2)
    ) { evidence, _ throws(MissingEvidence) in
      OnlineLikelihoodRatioAttack(variance: variance)
        .scores(of: isSquashed ? evidence.online.squashed() : evidence.online)
    }
  }
}
