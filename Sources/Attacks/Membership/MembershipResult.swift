public import Statistics

/// How well scores told members from non-members of the same pool.
public struct MembershipResult: Hashable, Sendable {
  /// Members are the positives.
  public let curve: ROCCurve
  /// With the threshold chosen on the half it is not judged by, nil where a half lacks either side; see
  /// `HeldOutAccuracy`.
  public let balancedAccuracy: Double?

  /// A NaN score, which a model that diverged gives, counts as the lowest of all.
  public init(memberScores: [Double], nonMemberScores: [Double]) {
    let memberScores = memberScores.map { $0.isNaN ? -.infinity : $0 }
    let nonMemberScores = nonMemberScores.map { $0.isNaN ? -.infinity : $0 }
    curve = ROCCurve(memberScores: memberScores, nonMemberScores: nonMemberScores)
    balancedAccuracy =
      HeldOutAccuracy(memberScores: memberScores, nonMemberScores: nonMemberScores).balancedAccuracy
  }

  /// - Parameters:
  ///   - scores: one a candidate, members and others in an order that says nothing about them.
  ///   - isMember: who they were; true stands for a positive.
  public init(scores: [Double], isMember: [Bool]) {
    precondition(scores.count == isMember.count)
    self.init(
      memberScores: zip(scores, isMember).filter(\.1).map(\.0),
      nonMemberScores: zip(scores, isMember).filter { !$1 }.map(\.0))
  }

  /// Nil where fewer than a hundred non-members cannot show so low a false positive rate.
  public var truePositiveRateAt1Percent: Estimate? {
    (try? curve.detection(atFalsePositiveRate: 0.01)).map {
      Estimate(value: $0.value, interval: $0.interval)
    }
  }
}
