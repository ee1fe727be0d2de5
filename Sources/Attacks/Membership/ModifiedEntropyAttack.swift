import AccessControl

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Membership inference by a prediction's modified entropy, below a threshold of the candidate's class. It counts doubt
/// about the right label as doubt, and confidence in a wrong one too:
///
///     Mentr(p, y) = −(1 − p_y) ln p_y − Σ_{i≠y} p_i ln(1 − p_i).
///
/// The score is −ln Mentr, on which values near zero stay apart. With two classes and without thresholds it ranks
/// candidates as the loss does.
///
/// Reference: Song and Mittal, _Systematic Evaluation of Privacy Risks of Machine Learning Models_, arXiv:2003.10595.
public struct ModifiedEntropyAttack: MembershipAttack {
  private let thresholds: ClassThresholds?

  public init(thresholds: ClassThresholds? = nil) { self.thresholds = thresholds }

  public func scores(of observation: CandidateConfidences) -> [Double] {
    let scores = observation.map { confidences, label in -log(confidences.modifiedEntropy(label: label)) }
    return thresholds?.applied(to: scores, labels: observation.labels) ?? scores
  }
}

extension MembershipMethod {
  public static let modifiedEntropy = MembershipMethod(
    name: "modified_entropy", title: "Modified entropy",
    sentence:
      "A candidate is a member if the model hesitates less about the right label than is usual for its class.",
    paper: "Song and Mittal 2021, arXiv:2003.10595",
    capabilities: [.confidences, .referencesWithoutCandidate, .referencesWithCandidate],
    largestReferenceCount: MembershipEvidence.largestWholeCount
  ) { evidence, _ throws(MissingEvidence) in
    let thresholds = evidence.classThresholds { reference in
      reference.answers.map { ModifiedEntropyAttack().scores(of: $0) }
    }
    return ModifiedEntropyAttack(thresholds: thresholds).scores(of: try evidence.wholeAnswers())
  }
}
