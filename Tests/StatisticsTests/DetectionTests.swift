import Statistics
import Testing

struct DetectionTests {
  /// One false alarm in 1,000 is the lowest rate that 1,000 non-members can show; 600 cannot show it.
  @Test func ratesThatTooFewCanShowAreRefused() throws {
    let members = [3.0, 2, 1]
    let enough = ROCCurve(memberScores: members, nonMemberScores: (0..<1000).map { 0.5 - Double($0) })
    #expect(try enough.detection(atFalsePositiveRate: 0.001).value == 1)
    let few = ROCCurve(memberScores: members, nonMemberScores: (0..<600).map { 0.5 - Double($0) })
    let refusal = #expect(throws: ROCCurve.TooFewNonMembers.self) {
      try few.detection(atFalsePositiveRate: 0.001)
    }
    #expect(refusal?.needed == 1000)
    #expect(refusal?.description.contains("at least 1000 non-members and there are 600") == true)
  }

  /// Bayes: of 1 in 100, found at 50 % with 1 % false alarms, a third of those accused are members.
  @Test func precisionFollowsThePrior() throws {
    let curve = ROCCurve(
      memberScores: [1, 1, -1, -1], nonMemberScores: [1] + [Double](repeating: -1, count: 99))
    let detection = try curve.detection(atFalsePositiveRate: 0.01)
    let rare = try #require(detection.precision(prior: 0.01))
    #expect(abs(rare.value - 0.005 / (0.005 + 0.0099)) < 1e-12)
    let common = try #require(detection.precision(prior: 0.5))
    #expect(abs(common.value - 0.5 / 0.51) < 1e-12)
    #expect(common.interval.contains(common.value) && common.interval.upperBound < 1)
  }

  /// A threshold that no score reaches accuses nobody, and there is nothing to be right about; 25 of 100 non-members share
  /// the highest score.
  @Test func nobodyAccusedHasNoPrecision() throws {
    let curve = ROCCurve(
      memberScores: [1, 1, 0, 0],
      nonMemberScores: [Double](repeating: 1, count: 25) + [Double](repeating: 0, count: 75))
    let detection = try curve.detection(atFalsePositiveRate: 0.1)
    #expect(detection.found == 0 && detection.falseAlarms == 0 && detection.value == 0)
    #expect(detection.precision(prior: 0.5) == nil)
    // The true rate of the score 1 may be a little below a tenth no more than one in 3,000 times.
    #expect(detection.interval.lowerBound == 0 && detection.interval.upperBound < 0.9)
  }

  /// No false alarm of 200 is not certainty.
  @Test func noFalseAlarmLeavesDoubt() throws {
    let curve = ROCCurve(memberScores: [1, 1, 1], nonMemberScores: [Double](repeating: 0, count: 200))
    let precision = try #require(try curve.detection(atFalsePositiveRate: 0.1).precision(prior: 0.5))
    #expect(abs(precision.value - 1 / (1 + 1.0 / 201)) < 1e-12)
    #expect(precision.interval.lowerBound < 0.95 && precision.interval.upperBound == 1)
  }

  /// Of 1,000 non-members 37 % of samples have none above the threshold whose true rate is 1 in 1,000: (1 − 0.001)^1000.
  /// They cannot say how many members are.
  @Test func tooFewAboveTheThresholdBoundNothingBelow() throws {
    let others = (0..<1000).map { -Double($0) }
    let curve = ROCCurve(memberScores: [Double](repeating: 1, count: 1000), nonMemberScores: others)
    #expect(try curve.detection(atFalsePositiveRate: 0.001).interval == 0...1)
    #expect(try curve.detection(atFalsePositiveRate: 0.01).interval.lowerBound > 0.99)
  }

  /// Where every non-member has the same score the threshold's place is known: the interval is Clopper and Pearson's.
  @Test func aKnownThresholdLeavesTheBinomial() throws {
    let curve = ROCCurve(
      memberScores: [Double](repeating: 1, count: 30) + [Double](repeating: -1, count: 70),
      nonMemberScores: [Double](repeating: 0, count: 500))
    let interval = try curve.detection(atFalsePositiveRate: 0.1).interval
    let expected = BinomialInterval(successes: 30, trials: 100).bounds
    #expect(abs(interval.lowerBound - expected.lowerBound) < 1e-9)
    #expect(abs(interval.upperBound - expected.upperBound) < 1e-9)
  }

  /// A curve must not hold up a screen.
  @Test func aThousandMembersAreFast() {
    var stream = RandomStream(seed: 3)
    let scores = (0..<2000).map { _ in stream.uniform() }
    let times = (0..<9).map { _ in
      ContinuousClock().measure {
        _ = ROCCurve(memberScores: Array(scores[..<1000]), nonMemberScores: Array(scores[1000...]))
      }
    }.sorted()
    let curve = ROCCurve(memberScores: Array(scores[..<1000]), nonMemberScores: Array(scores[1000...]))
    let intervals = (0..<9).map { _ in
      ContinuousClock().measure { _ = try? curve.detection(atFalsePositiveRate: 0.1).interval }
    }.sorted()
    #expect(intervals[0] < .milliseconds(20), "\(intervals[0])")
    // 2 ms is the aim; a machine that is busy elsewhere gets ten times as long.
    #expect(times[0] < .milliseconds(20), "\(times[0])")
  }
}
