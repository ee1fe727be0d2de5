import Foundation
import PrivacyAccounting
import Testing

struct GroupPrivacyTests {
  private func sampled(_ sigma: Double, _ rate: Double, _ steps: Int) -> PrivacyEvent {
    .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: steps)
  }

  /// Two, three and five records of one person, to twelve digits by `Tests/ReferenceValues/extreme_schedules.py`; for two at
  /// σ 1, q 0.0064 and 782 steps TensorFlow Privacy's `compute_dp_sgd_privacy_test.py` has 2.532.
  @Test func groupsHaveTheirExactValues() throws {
    let rows = try ReferenceValues.extremes().groups
    #expect(rows.count == 12)
    for row in rows {
      let size = try #require(row.size)
      let found = try GroupPrivacy(
        ofSize: size, [sampled(row.noiseMultiplier, row.samplingRate, row.steps)], atDelta: row.delta,
        relation: .addOrRemove
      ).epsilon
      #expect(found >= row.exact && found <= row.exact * 1.002, "\(row): \(found)")
    }
  }

  @Test func oneRecordIsNoGroup() throws {
    let events = [sampled(1, 0.0064, 782)]
    for relation in [NeighboringRelation.addOrRemove, .replaceOne] {
      let alone = try EpsilonBounds(of: events, atDelta: 1e-6, relation: relation).upper
      let group = try GroupPrivacy(ofSize: 1, events, atDelta: 1e-6, relation: relation).epsilon
      #expect(group >= alone * (1 - 1e-9) && group <= alone * 1.01)
    }
  }

  /// In every batch k records are one Gaussian mechanism of k times the shift, and sampled they are no more than that.
  @Test(arguments: [2, 5, 100]) func samplingOnlyHides(size: Int) throws {
    let whole = try GroupPrivacy(
      ofSize: size, [sampled(4, 1, 50)], atDelta: 1e-5, relation: .addOrRemove
    ).epsilon
    let steep = PrivacyEvent.gaussian(noiseMultiplier: 4 / (Double(size) * 50.0.squareRoot()))
    let expected = try #require(GaussianAccountant.epsilon(of: [steep], atDelta: 1e-5))
    #expect(abs(whole / expected - 1) < 1e-9)
    for relation in [NeighboringRelation.addOrRemove, .replaceOne] {
      #expect(
        try GroupPrivacy(ofSize: size, [sampled(4, 0.5, 50)], atDelta: 1e-5, relation: relation).epsilon
          <= whole * (1 + 1e-9))
    }
  }

  /// Where δ for one record would have to be less than there is, something is said all the same.
  @Test func tinyDeltasAreAnswered() throws {
    for (size, relation) in [(65, NeighboringRelation.addOrRemove), (2, .replaceOne)] {
      let group = try GroupPrivacy(ofSize: size, [sampled(1, 0.01, 10)], atDelta: 1e-300, relation: relation)
      #expect(group.epsilon > 0 && group.epsilon.isFinite)
    }
  }
}
