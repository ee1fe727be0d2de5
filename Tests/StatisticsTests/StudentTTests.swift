import Statistics
import Testing

struct StudentTTests {
  /// Of the tables of Fisher and Yates: the two-sided points of 5 %, and one of 1 %.
  @Test(arguments: [
    (1, 0.975, 12.706205), (2, 0.975, 4.302653), (4, 0.975, 2.776445), (9, 0.995, 3.249836),
    (30, 0.025, -2.042272),
  ])
  func quantilesAreThoseOfTheTables(degrees: Int, probability: Double, expected: Double) {
    #expect(abs(StudentT(degreesOfFreedom: degrees).quantile(probability) - expected) < 1e-6)
  }

  /// Scores that know nothing have a held-out balanced accuracy inside the interval at least 95 times in 100.
  @Test func knowingNothingStaysInsideTheNullInterval() {
    var stream = RandomStream(seed: 5)
    let interval = HeldOutAccuracy.nullInterval(memberCount: 80, nonMemberCount: 60)
    let inside = (0..<1000).count { _ in
      let members = (0..<80).map { _ in stream.uniform() }
      let others = (0..<60).map { _ in stream.uniform() }
      let accuracy = HeldOutAccuracy(memberScores: members, nonMemberScores: others).balancedAccuracy
      return accuracy.map(interval.contains) ?? false
    }
    // 950 less two standard errors.
    #expect(inside >= 936)
  }
}
