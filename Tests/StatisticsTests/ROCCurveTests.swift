import Foundation
import Statistics
import Testing

struct ROCCurveTests {
  @Test func equalScoresTellNothing() {
    let curve = ROCCurve(memberScores: [1, 1, 1], nonMemberScores: [1, 1])
    #expect(curve.areaUnderCurve == 0.5)
    #expect(curve.points.count == 2)
  }

  @Test func perfectScoresTellAll() {
    let curve = ROCCurve(memberScores: [3, 4], nonMemberScores: [1, 2])
    #expect(curve.areaUnderCurve == 1)
    #expect(curve.truePositiveRate(atFalsePositiveRate: 0) == 1)
    // Two of two: 0.025^(1/2) is Clopper and Pearson's lower end.
    #expect(abs(curve.areaInterval.lowerBound - 0.158114) < 1e-6 && curve.areaInterval.upperBound == 1)
  }

  /// The rank AUC of jax_privacy's fixture, whose convex hull would say 13/16: in = [0, 4, 6, 7], out = [1, 2, 3, 5].
  @Test func rankAreaAndNotHull() {
    let curve = ROCCurve(memberScores: [0, 4, 6, 7], nonMemberScores: [1, 2, 3, 5])
    #expect(curve.areaUnderCurve == 11.0 / 16)
  }

  /// The TPR at fixed FPRs of jax_privacy's auditing tests: in = [1, 3], out = [0, 2].
  @Test(arguments: [(0.0, 0.5), (0.25, 0.5), (0.5, 1.0), (1.0, 1.0)])
  func ratesAtThresholds(limit: Double, expected: Double) {
    let curve = ROCCurve(memberScores: [1, 3], nonMemberScores: [0, 2])
    #expect(curve.truePositiveRate(atFalsePositiveRate: limit) == expected)
  }

  /// The area is the probability that a member's score is above a non-member's, whatever the scores.
  @Test func areaCountsPairs() {
    var stream = RandomStream(seed: 5)
    let members = (0..<40).map { _ in Double(Int.random(in: 0..<12, using: &stream)) }
    let others = (0..<31).map { _ in Double(Int.random(in: 0..<9, using: &stream)) }
    let pairs = members.flatMap { member in others.map { member > $0 ? 1.0 : member == $0 ? 0.5 : 0 } }
    let curve = ROCCurve(memberScores: members, nonMemberScores: others)
    #expect(abs(curve.areaUnderCurve - pairs.reduce(0, +) / Double(pairs.count)) < 1e-12)
  }

  private static let extremes: [([Double], [Double])] = [
    ([1], [0]), ([0], [0]), ([0], [1]), ([1], [0, 2, 3]), ([Double](repeating: 2, count: 50), [2, 2, 2]),
    ((0...99).map { 1.5 + Double($0) } + [-0.5], (0...99).map { -Double($0) }),
  ]

  /// Neither one score a side, nor all of them equal, nor one pair out of order, is certainty.
  @Test(arguments: extremes)
  func intervalsAreNeverWithoutWidth(members: [Double], others: [Double]) {
    let curve = ROCCurve(memberScores: members, nonMemberScores: others)
    let interval = curve.areaInterval
    #expect(interval.lowerBound >= 0 && interval.upperBound <= 1 && interval.contains(curve.areaUnderCurve))
    // A kind of score that a share of 1 − 0.025^(1/n) has may be missing from n.
    let missing = 1 - pow(0.025, 1 / Double(min(members.count, others.count)))
    #expect(interval.upperBound - interval.lowerBound > 0.999 * missing)
  }

  /// Turning the scores round turns the curve and its interval round.
  @Test func reversedScoresHaveTheReversedInterval() {
    var stream = RandomStream(seed: 11)
    let members = (0..<70).map { _ in stream.uniform() + 0.3 }
    let others = (0..<120).map { _ in stream.uniform() }
    let ahead = ROCCurve(memberScores: members, nonMemberScores: others).areaInterval
    let back = ROCCurve(memberScores: members.map { -$0 }, nonMemberScores: others.map { -$0 }).areaInterval
    #expect(abs(ahead.lowerBound + back.upperBound - 1) < 1e-12)
    #expect(abs(ahead.upperBound + back.lowerBound - 1) < 1e-12)
  }

  /// For scores that know nothing, DeLong's deviation nears the exact √((2n + 1) / 12) / n of the rank sum.
  @Test func intervalHasTheNullWidth() {
    var stream = RandomStream(seed: 9)
    let scores = (0..<4000).map { _ in stream.uniform() }
    let curve = ROCCurve(memberScores: Array(scores[..<2000]), nonMemberScores: Array(scores[2000...]))
    let width = curve.areaInterval.upperBound - curve.areaInterval.lowerBound
    let exact = 2 * 1.959963984540054 * (4001.0 / 12).squareRoot() / 2000
    #expect(abs(width / exact - 1) < 0.05)
  }

  /// A threshold judged on other scores than it was chosen on does not profit from its choice.
  @Test func heldOutAccuracyOfNoiseIsOneHalf() {
    var stream = RandomStream(seed: 21)
    let results = (0..<200).compactMap { _ in
      HeldOutAccuracy(
        memberScores: (0..<100).map { _ in stream.uniform() },
        nonMemberScores: (0..<100).map { _ in stream.uniform() }
      ).balancedAccuracy
    }
    #expect(results.count == 200)
    #expect(abs(results.reduce(0, +) / 200 - 0.5) < 0.01)
    #expect(
      HeldOutAccuracy(memberScores: [5, 5, 6, 6], nonMemberScores: [0, 1, 0, 1]).balancedAccuracy == 1)
  }

  /// Of three members and one non-member one half has no non-member, and no rate of its false alarms.
  @Test(arguments: [([3.0, 2, 1], [0.0]), ([3], [2, 1, 0]), ([1], [0]), ([], [0, 1]), ([], [])])
  func halvesThatLackASideHaveNoAccuracy(members: [Double], others: [Double]) {
    #expect(HeldOutAccuracy(memberScores: members, nonMemberScores: others).balancedAccuracy == nil)
  }
}
