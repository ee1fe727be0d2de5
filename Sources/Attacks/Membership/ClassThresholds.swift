import Statistics

/// For each class, the score from which on a candidate of that class counts as a member, learned from models whose
/// members are known; never from the attacked model's own.
///
/// Attacks subtract a candidate's threshold from its score. At zero the decisions are then those of the class-wise
/// attack, and the whole curve moves all thresholds together. Because attacks score on a logarithmic scale, the shift
/// is a factor common to all classes.
///
/// Reference: Song and Mittal, _Systematic Evaluation of Privacy Risks of Machine Learning Models_, arXiv:2003.10595.
public struct ClassThresholds: Hashable, Sendable {
  /// One for each class.
  public let values: [Double]

  /// Models to learn from: a threshold is one number a class, which few models fix.
  static let largestModelCount = MembershipEvidence.largestWholeCount

  /// - Parameters:
  ///   - scores: for each model, a score for each candidate.
  ///   - includes: for each model, which candidates it was trained on.
  ///   - labels: the class of each candidate.
  public init(scores: [[Double]], includes: [[Bool]], labels: [Int]) {
    let classCount = (labels.max() ?? 0) + 1
    var members = [[Double]](repeating: [], count: classCount)
    var others = members
    for (scores, includes) in zip(scores, includes).prefix(Self.largestModelCount) {
      for (candidate, score) in scores.enumerated() {
        if includes[candidate] {
          members[labels[candidate]].append(score)
        } else {
          others[labels[candidate]].append(score)
        }
      }
    }
    // A class without members or without others, or that no threshold parts, takes the threshold of all classes.
    let all = BalancedThreshold(
      memberScores: Array(members.joined()), nonMemberScores: Array(others.joined()))
    let fallback = all.value.isFinite ? all.value : 0
    values = zip(members, others).map { members, others in
      guard !members.isEmpty, !others.isEmpty else { return fallback }
      let best = BalancedThreshold(memberScores: members, nonMemberScores: others).value
      return best.isFinite ? best : fallback
    }
  }

  /// The scores, each less the threshold of its candidate's class.
  func applied(to scores: [Double], labels: [Int]) -> [Double] {
    zip(scores, labels).map { $0 - values[$1] }
  }
}
