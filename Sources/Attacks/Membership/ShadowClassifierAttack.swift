import LinearAlgebra

/// Membership inference by a classifier of confidences, one for each class, trained on the answers of models whose
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

  private static let largestShadowCount = 16
  private static let largestConfidenceCount = 3
  /// Members, and others, below which a class is judged by the classifier of all classes.
  private static let fewestExamples = 20

  public init() {}

  public func scores(of observation: Observation) -> [Double] {
    let labels = observation.target.labels
    let shadows = observation.shadows.prefix(Self.largestShadowCount).map(features(of:))
    let includes = Array(observation.includes.prefix(shadows.count))
    let width = 2 * (1 + min(Self.largestConfidenceCount, observation.target.logits.columnCount))
    let all = Array(labels.indices)
    let shared = classifier(of: all, shadows, includes, width)
    let target = features(of: observation.target)
    var scores = shared.scores(of: target)
    for label in Set(labels).sorted() {
      let candidates = all.filter { labels[$0] == label }
      let memberCount = includes.reduce(0) { sum, includes in sum + candidates.count { includes[$0] } }
      let otherCount = candidates.count * includes.count - memberCount
      guard min(memberCount, otherCount) >= Self.fewestExamples else { continue }
      let own = classifier(of: candidates, shadows, includes, width)
      let answers = candidates.flatMap { target[$0 * width..<($0 + 1) * width] }
      for (candidate, score) in zip(candidates, own.scores(of: answers)) { scores[candidate] = score }
    }
    return scores
  }

  private func classifier(
    of candidates: [Int], _ shadows: [[Double]], _ includes: [[Bool]], _ width: Int
  ) -> LogisticClassifier {
    var examples = [Double]()
    var outcomes = [Bool]()
    for (answers, includes) in zip(shadows, includes) {
      for candidate in candidates {
        examples += answers[candidate * width..<(candidate + 1) * width]
        outcomes.append(includes[candidate])
      }
    }
    return LogisticClassifier(examples: examples, outcomes: outcomes, width: width)
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
