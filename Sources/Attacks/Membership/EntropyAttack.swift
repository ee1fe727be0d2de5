import AccessControl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Membership inference by the entropy of the confidences, H(p) = −Σ p_i ln p_i, below a threshold of the candidate's
/// class: a model is surer of what it was trained on. It does not see whether the model is right.
///
/// The score is −ln H, on which entropies near zero stay apart.
///
/// Reference: Song and Mittal, _Systematic Evaluation of Privacy Risks of Machine Learning Models_, arXiv:2003.10595.
public struct EntropyAttack: MembershipAttack {
  private let thresholds: ClassThresholds?

  public init(thresholds: ClassThresholds? = nil) { self.thresholds = thresholds }

  public func scores(of observation: CandidateConfidences) -> [Double] {
    let scores = observation.map { confidences, _ in -log(confidences.entropy) }
    return thresholds?.applied(to: scores, labels: observation.labels) ?? scores
  }
}

extension MembershipMethod {
  public static let entropy = MembershipMethod(
    name: "entropy", title: "Entropy",
    sentence: "A candidate is a member if the model hesitates less than is usual for its class.",
    paper: "Song and Mittal 2021, arXiv:2003.10595",
    capabilities: [.confidences, .referencesWithoutCandidate, .referencesWithCandidate],
    largestReferenceCount: MembershipEvidence.largestWholeCount
  ) { evidence, _ throws(MissingEvidence) in
    let thresholds = evidence.classThresholds { reference in
      reference.answers.map { EntropyAttack().scores(of: $0) }
    }
    return EntropyAttack(thresholds: thresholds).scores(of: try evidence.wholeAnswers())
  }
}
