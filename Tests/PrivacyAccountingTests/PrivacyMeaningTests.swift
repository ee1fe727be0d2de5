import Foundation
import PrivacyAccounting
import Testing

struct PrivacyMeaningTests {
  /// (ε, δ = 10⁻⁵) → the largest TPR at 0.1 % FPR and balanced accuracy, from the formula worked by hand.
  @Test(arguments: [
    (1.0, 0.002728, 0.731061), (2, 0.007399, 0.880798), (4, 0.054608, 0.982014), (8, 0.999665, 0.999665),
  ])
  func limitsOfEveryAttack(epsilon: Double, rate: Double, accuracy: Double) {
    let meaning = PrivacyMeaning(epsilon: epsilon, delta: 1e-5)
    #expect(abs(meaning.largestTruePositiveRate(atFalsePositiveRate: 0.001) - rate) < 1e-6)
    #expect(abs(meaning.largestBalancedAccuracy - accuracy) < 1.5e-6)
  }

  /// The least over all (ε, δ(ε)) of a Gaussian mechanism with μ = 1 is its trade-off curve: 0.389144, 0.092362 and 0.018298
  /// at false positive rates of 0.1, 0.01 and 0.001, by Φ(Φ⁻¹(α) + μ).
  @Test(arguments: [(0.1, 0.389144), (0.01, 0.092362), (0.001, 0.018298)])
  func allPairsTogetherAreTheTradeOffCurve(rate: Double, expected: Double) {
    let least = (0...8000).map { index -> Double in
      let epsilon = Double(index) / 1000
      let meaning = PrivacyMeaning(epsilon: epsilon, delta: GaussianAccountant.delta(mu: 1, epsilon: epsilon))
      return meaning.largestTruePositiveRate(atFalsePositiveRate: rate)
    }.min()
    #expect(abs((least ?? 0) - expected) < 1e-6)
  }

  @Test func nothingSpentLeavesChance() {
    let meaning = PrivacyMeaning(epsilon: 0, delta: 0)
    for rate in [0, 0.001, 0.3, 1] {
      #expect(meaning.largestTruePositiveRate(atFalsePositiveRate: rate) == rate)
    }
    #expect(meaning.largestBalancedAccuracy == 0.5 && meaning.posteriorFromEvenOdds == 0.5)
    let all = PrivacyMeaning(epsilon: .infinity, delta: 1e-5)
    #expect(all.largestTruePositiveRate(atFalsePositiveRate: 0.001) == 1 && all.posteriorFromEvenOdds == 1)
  }

  /// The δ of a group grows much faster than its ε.
  @Test func groupsPayForAll() {
    let group = PrivacyMeaning(epsilon: 1, delta: 1e-6).forGroup(of: 3)
    #expect(group.epsilon == 3)
    #expect(abs(group.delta - 1e-6 * (1 + exp(1) + exp(2))) < 1e-15)
    #expect(
      PrivacyMeaning(epsilon: 0.7, delta: 1e-6).forGroup(of: 1) == PrivacyMeaning(epsilon: 0.7, delta: 1e-6))
  }
}
