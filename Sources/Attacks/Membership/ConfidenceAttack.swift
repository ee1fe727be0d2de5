import AccessControl

/// Membership inference by the confidence in a candidate's own label, above a threshold of its class.
///
/// The score is the confidence's logit, on which confidences near one stay apart. Without thresholds it ranks as the
/// loss does.
///
/// Reference: Song and Mittal, _Systematic Evaluation of Privacy Risks of Machine Learning Models_, arXiv:2003.10595.
public struct ConfidenceAttack: MembershipAttack {
  private let thresholds: ClassThresholds?

  public init(thresholds: ClassThresholds? = nil) { self.thresholds = thresholds }

  public func scores(of observation: CandidateMargins) -> [Double] {
    guard let thresholds, let labels = observation.labels else { return observation.values }
    return thresholds.applied(to: observation.values, labels: labels)
  }
}

extension MembershipMethod {
  public static let confidence = MembershipMethod(
    name: "confidence", title: "Confidence",
    sentence: "A candidate is a member if the model is surer of its label than is usual for its class.",
    paper: "Song and Mittal 2021, arXiv:2003.10595",
    capabilities: [.losses, .referencesWithoutCandidate, .referencesWithCandidate],
    largestReferenceCount: ClassThresholds.largestModelCount
  ) { evidence, _ throws(MissingEvidence) in
    let thresholds = evidence.classThresholds { reference in reference.margins }
    return ConfidenceAttack(thresholds: thresholds)
      .scores(of: CandidateMargins(values: evidence.margins, labels: evidence.labels))
  }
}
