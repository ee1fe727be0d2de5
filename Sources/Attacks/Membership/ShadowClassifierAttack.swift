import AccessControl
import LinearAlgebra

/// Membership inference by classifiers of confidences, one for each class, trained on the answers of models whose
/// members are known.
///
/// Each classifier is a logistic regression on the margin, the log-odds of the three largest confidences in falling
/// order, and their squares.
///
/// Reference: Shokri, Stronati, Song and Shmatikov, _Membership Inference Attacks against Machine Learning Models_,
/// arXiv:1610.05820.
public struct ShadowClassifierAttack: MembershipAttack {
  public struct Observation: Hashable, Sendable {
    public let target: CandidateConfidences
    /// The answers of models trained as the target was.
    public let shadows: [CandidateConfidences]
    /// For each shadow, which candidates it was trained on.
    public let includes: [[Bool]]

    public init(target: CandidateConfidences, shadows: [CandidateConfidences], includes: [[Bool]]) {
      precondition(shadows.count == includes.count)
      self.target = target
      self.shadows = shadows
      self.includes = includes
    }
  }

  private static let largestConfidenceCount = 3

  public init() {}

  public func scores(of observation: Observation) -> [Double] {
    let classifier = ClasswiseClassifier(
      shadows: observation.shadows.map(features(of:)), includes: observation.includes,
      labels: observation.target.labels,
      width: 2 * (1 + min(Self.largestConfidenceCount, observation.target.logits.columnCount)))
    return classifier.scores(of: features(of: observation.target))
  }

  /// Candidate by candidate.
  private func features(of answers: CandidateConfidences) -> [Double] {
    answers.map { confidences, label in
      let odds = zip(confidences.logs, confidences.doubts).map { $0 - $1 }
      let values = [odds[label]] + odds.sorted(by: >).prefix(Self.largestConfidenceCount)
      return values + values.map { $0 * $0 }
    }.flatMap { $0 }
  }
}

extension MembershipMethod {
  public static let shadowClassifier = MembershipMethod(
    name: "shadow_classifier", title: "Shadow classifier",
    sentence: "A classifier has learned from similar models how confidences on members look.",
    paper: "Shokri et al. 2017, arXiv:1610.05820",
    capabilities: [.confidences, .referencesWithoutCandidate, .referencesWithCandidate],
    neededReferences: (1, 1),
    largestReferenceCount: MembershipEvidence.largestWholeCount, isSlow: true
  ) { evidence, _ throws(MissingEvidence) in
    let known = evidence.references.filter { $0.answers != nil }
    return ShadowClassifierAttack().scores(
      of: .init(
        target: try evidence.wholeAnswers(), shadows: known.compactMap(\.answers),
        includes: known.map(\.includes)))
  }
}
