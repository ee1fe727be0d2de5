/// The balanced accuracy of a threshold on scores, with the threshold never chosen on the scores it is judged by.
///
/// The best threshold for a set of scores always looks better than it is: on 2 × 1,000 scores that know nothing it
/// reaches about 0.514. So the scores are dealt into two halves, each half is judged by the threshold that is best
/// for the other, and the two results are averaged; scores that know nothing then give 0.5 in the mean.
public struct HeldOutAccuracy: Hashable, Sendable {
  /// (true positive rate + true negative rate) / 2; nil where a half lacks members or non-members, for it has no such
  /// rate.
  public let balancedAccuracy: Double?

  /// - Parameters: scores in an order that says nothing about them.
  public init(memberScores: [Double], nonMemberScores: [Double]) {
    let members = Self.halves(of: memberScores)
    let nonMembers = Self.halves(of: nonMemberScores)
    guard (members + nonMembers).allSatisfy({ !$0.isEmpty }) else {
      balancedAccuracy = nil
      return
    }
    let results = [(0, 1), (1, 0)].map { chosenOn, judgedOn in
      let threshold = BalancedThreshold(
        memberScores: members[chosenOn], nonMemberScores: nonMembers[chosenOn])
      return Self.balancedAccuracy(
        at: threshold.value, members: members[judgedOn], nonMembers: nonMembers[judgedOn])
    }
    balancedAccuracy = (results[0] + results[1]) / 2
  }

  /// Where the balanced accuracy lies in at least 95 of 100 cases of scores that know nothing.
  ///
  /// Given the threshold, either rate of a half is binomial, with a variance of a quarter over the half's size at most; the figure is
  /// the mean of four such rates.
  public static func nullInterval(memberCount: Int, nonMemberCount: Int) -> ClosedRange<Double> {
    let reach = 1.959963984540054 / 4 * (1 / Double(memberCount) + 1 / Double(nonMemberCount)).squareRoot()
    return max(0, 0.5 - reach)...min(1, 0.5 + reach)
  }

  private static func halves(of scores: [Double]) -> [[Double]] {
    [0, 1].map { parity in stride(from: parity, to: scores.count, by: 2).map { scores[$0] } }
  }

  private static func balancedAccuracy(at threshold: Double, members: [Double], nonMembers: [Double])
    -> Double
  {
    let hits = Double(members.count { $0 >= threshold }) / Double(members.count)
    let falseAlarms = Double(nonMembers.count { $0 >= threshold }) / Double(nonMembers.count)
    return (hits + 1 - falseAlarms) / 2
  }
}
