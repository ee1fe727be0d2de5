import Statistics
import Testing

/// The hull of a ROC curve, beside the examples of jax_privacy's `CanaryScoreAuditor`.
struct ROCHullTests {
  @Test func ratesBetweenThresholdsAreInterpolated() {
    let hull = ROCHull(ROCCurve(memberScores: [1, 3], nonMemberScores: [0, 2]))
    #expect([0, 0.25, 0.5, 0.75, 1].map(hull.truePositiveRate) == [0.5, 0.75, 1, 1, 1])
    #expect(hull.corners.map(\.truePositives) == [0, 1, 2, 2])
    #expect(hull.corners.map(\.falsePositives) == [0, 0, 1, 2])
  }

  /// The hull flatters: 13/16, where a member scores above a non-member in 11 of 16 pairs.
  @Test func theAreaIsThatOfTheHull() {
    let curve = ROCCurve(memberScores: [0, 4, 6, 7], nonMemberScores: [1, 2, 3, 5])
    #expect(ROCHull(curve).area == 13.0 / 16)
    #expect(curve.areaUnderCurve == 11.0 / 16)
  }

  @Test func aShiftedRowHasTheAreaOfItsExample() {
    let row = (0..<100).map(Double.init)
    let hull = ROCHull(ROCCurve(memberScores: row.map { $0 + 9.5 }, nonMemberScores: row))
    #expect(abs(hull.truePositiveRate(atFalsePositiveRate: 0.01) - 0.11) < 1e-15)
    #expect(abs(hull.area - 0.595) < 1e-15)
  }

  /// Neither a corner of a straight line, nor one below it.
  @Test func onlyCornersAreKept() {
    let equal = ROCHull(ROCCurve(memberScores: [1, 2, 3], nonMemberScores: [1, 2, 3]))
    #expect(equal.points.map(\.falsePositiveRate) == [0, 1])
    #expect(equal.area == 0.5)
    let worse = ROCHull(ROCCurve(memberScores: [0, 1], nonMemberScores: [2, 3]))
    #expect(worse.corners.count == 2 && worse.area == 0.5)
    let perfect = ROCHull(ROCCurve(memberScores: [2, 3], nonMemberScores: [0, 1]))
    #expect(perfect.corners.count == 3 && perfect.area == 1)
    #expect(perfect.truePositiveRate(atFalsePositiveRate: 0) == 1)
  }
}
