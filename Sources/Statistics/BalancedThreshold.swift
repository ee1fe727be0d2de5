/// The score that, as a threshold, separates members from non-members best; the highest one of several.
///
/// On the very scores it was chosen on it looks better than it is: see `HeldOutAccuracy`.
public struct BalancedThreshold: Hashable, Sendable {
  /// A score at or above it means a member; infinite where no threshold does better than none.
  public let value: Double

  /// - Precondition: no score is NaN.
  public init(memberScores: [Double], nonMemberScores: [Double]) {
    let scores = (memberScores.map { ($0, true) } + nonMemberScores.map { ($0, false) })
      .sorted { $0.0 > $1.0 }
    var best = (advantage: 0.0, threshold: Double.infinity)
    var advantage = 0.0
    for (index, (score, isMember)) in scores.enumerated() {
      advantage += isMember ? 1 / Double(memberScores.count) : -1 / Double(nonMemberScores.count)
      let isLastOfItsValue = index + 1 == scores.count || scores[index + 1].0 < score
      if isLastOfItsValue, advantage > best.advantage { best = (advantage, score) }
    }
    value = best.threshold
  }
}
