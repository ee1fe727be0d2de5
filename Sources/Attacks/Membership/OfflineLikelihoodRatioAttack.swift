import AccessControl

/// LiRA without models trained on the candidate: how far its margin lies above what models give it that never saw it.
///
/// The paper's score is the one-sided tail Pr[Z ≤ φ] for Z ~ N(μ_out, σ_out²). The score here is (φ − μ_out) / σ_out,
/// which orders candidates alike and never rounds to one. A margin far *below* the others' counts against membership.
///
/// Reference: Carlini et al., _Membership Inference Attacks From First Principles_, arXiv:2112.03570.
public struct OfflineLikelihoodRatioAttack: MembershipAttack {
  private let variance: LikelihoodRatioVariance

  public init(variance: LikelihoodRatioVariance) { self.variance = variance }

  public func scores(of observation: OfflineMargins) -> [Double] {
    let deviations = variance.estimates(from: observation.without).map { $0.squareRoot() }
    let means = observation.without.means()
    return observation.target.indices.map { (observation.target[$0] - means[$0]) / deviations[$0] }
  }
}

/// Where a likelihood ratio takes the spread of a candidate's margins from.
public enum LikelihoodRatioVariance: String, CaseIterable, Sendable {
  /// One for each side, of the deviations within all candidates.
  case pooled
  /// Each candidate's own, drawn towards a common one while models are few.
  case perExample = "per example"

  /// One for each candidate.
  func estimates(from margins: ReferenceMargins) -> [Double] {
    switch self {
    case .pooled: Array(repeating: margins.pooledVariance(), count: margins.candidateCount)
    case .perExample: margins.shrunkVariances()
    }
  }
}

extension MembershipMethod {
  public static let liraOffline = offline(
    "lira_offline", title: "LiRA offline",
    sentence: "How far does the confidence stand above that of models without the candidate?")

  public static let liraOfflineSquashed = offline(
    "lira_offline_squashed", title: "LiRA offline, squashed", isSquashed: true,
    sentence:
      "LiRA offline on tanh(φ/4) of each margin φ: raw ones have tails that a Gaussian fits badly, so very confident strangers look like members."
  )

  public static let liraOfflinePerExample = offline(
    "lira_offline_per_example", title: "LiRA offline, own σ", variance: .perExample,
    sentence:
      "LiRA offline, with each candidate's own spread between models, drawn towards the common one while models are few."
  )

  private static func offline(
    _ name: String, title: String, variance: LikelihoodRatioVariance = .pooled, isSquashed: Bool = false,
    sentence: String
  ) -> MembershipMethod {
    MembershipMethod(
      name: name, title: title, sentence: sentence, paper: "Carlini et al. 2022, arXiv:2112.03570",
      capabilities: [.losses, .referencesWithoutCandidate], neededReferences: (0, 2)
    ) { evidence, _ throws(MissingEvidence) in
      OfflineLikelihoodRatioAttack(variance: variance)
        .scores(of: isSquashed ? evidence.offline.squashed() : evidence.offline)
    }
  }
}
