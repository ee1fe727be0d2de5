import Foundation
import PrivacyAccounting
import Testing

struct TradeOffLimitTests {
  private func steps(_ sigma: Double, _ rate: Double, _ count: Int) -> PrivacyEvent {
    .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: count)
  }

  /// One (ε, δ = 10⁻⁵) → the largest TPR at 0.1 % FPR and balanced accuracy, from the formula worked by hand.
  @Test(arguments: [
    (1.0, 0.002728, 0.731061), (2, 0.007399, 0.880798), (4, 0.054608, 0.982014), (8, 0.999665, 0.999665),
  ])
  func limitsOfOnePoint(epsilon: Double, rate: Double, accuracy: Double) {
    let limit = TradeOffLimit(epsilon: epsilon, delta: 1e-5)
    #expect(abs(limit.largestTruePositiveRate(atFalsePositiveRate: 0.001) - rate) < 1e-6)
    #expect(abs(limit.largestBalancedAccuracy - accuracy) < 1.5e-6)
  }

  /// The trade-off curve of a Gaussian mechanism with μ = 1 is Φ(Φ⁻¹(α) + μ): 0.389144, 0.092362 and 0.018298 at false
  /// positive rates of 0.1, 0.01 and 0.001 (dp_accounting's `pld_privacy_accountant_test.py` has the first), and its best
  /// balanced accuracy Φ(½) = 0.691462.
  @Test func theGaussianMechanismHasItsCurve() throws {
    let limit = try TradeOffLimit(of: [.gaussian(noiseMultiplier: 1)])
    for (rate, expected) in [(0.1, 0.389144), (0.01, 0.092362), (0.001, 0.018298)] {
      let found = limit.largestTruePositiveRate(atFalsePositiveRate: rate)
      #expect(found > expected - 1e-6 && found < expected * 1.01)
    }
    #expect(abs(limit.largestBalancedAccuracy - 0.691462) < 1e-5)
  }

  /// The larger of both directions, to twelve digits by `Tests/ReferenceValues/extreme_schedules.py`: never below, and at most
  /// half a per cent above.
  @Test func theWholeCurveHasItsExactValues() throws {
    let runs = try ReferenceValues.extremes().tradeOff
    #expect(runs.count == 2)
    for run in runs {
      let limit = try TradeOffLimit(of: run.phases.map { steps($0[0], $0[1], Int($0[2])) })
      for row in run.limits {
        let exact = try #require(Double(row.largerOfBoth))
        let found = limit.largestTruePositiveRate(atFalsePositiveRate: row.fpr)
        #expect(found >= exact && found <= exact * 1.005, "\(row): \(found)")
      }
    }
  }

  /// σ 1.1, q 0.00427, 14,062 steps: by dp_accounting's whole curve 0.61, 4.04 and 24.0 %, where the one point (2.38, 10⁻⁵)
  /// allows 1.09, 10.8 and 91.7 %.
  @Test func theWholeCurveIsFarBelowOnePoint() throws {
    let run = steps(1.1, 0.00427, 14_062)
    let limit = try TradeOffLimit(of: [run])
    let point = TradeOffLimit(
      epsilon: try EpsilonBounds(of: [run], atDelta: 1e-5).upper, delta: 1e-5)
    for (rate, whole, alone) in [(0.001, 0.0061, 0.0109), (0.01, 0.0404, 0.108), (0.1, 0.240, 0.917)] {
      let found = limit.largestTruePositiveRate(atFalsePositiveRate: rate)
      #expect(abs(found / whole - 1) < 0.01)
      #expect(abs(point.largestTruePositiveRate(atFalsePositiveRate: rate) / alone - 1) < 0.01)
    }
  }

  /// A Rényi divergence allows more than the distribution it was taken from, at every rate.
  @Test func rényiAllowsMore() throws {
    let run = steps(1, 0.1, 100)
    let limit = try TradeOffLimit(of: [run])
    for order in [2.0, 4, 16] {
      let bound = RenyiBound(order: order, divergence: try RenyiAccountant.divergence(of: run, order: order))
      for rate in [1e-4, 0.001, 0.01, 0.1, 0.5, 0.9] {
        #expect(
          TradeOffLimit(bound).largestTruePositiveRate(atFalsePositiveRate: rate)
            >= limit.largestTruePositiveRate(atFalsePositiveRate: rate) - 1e-9)
      }
    }
  }

  @Test func nothingSpentLeavesChance() throws {
    for limit in [TradeOffLimit(epsilon: 0, delta: 0), try TradeOffLimit(of: [])] {
      for rate in [0, 0.001, 0.3, 1] {
        #expect(limit.largestTruePositiveRate(atFalsePositiveRate: rate) == rate)
      }
      #expect(limit.largestBalancedAccuracy == 0.5)
    }
    for limit in [TradeOffLimit(epsilon: .infinity, delta: 1e-5), try TradeOffLimit(of: [.nonPrivate])] {
      #expect(limit.largestTruePositiveRate(atFalsePositiveRate: 0.001) == 1)
      #expect(limit.largestBalancedAccuracy == 1)
    }
  }

  /// What is said to people never promises more than the limit, nor that nobody finds more than all.
  @Test func peopleAreCountedUpwards() throws {
    let sentences = PrivacyMeaning(limit: try TradeOffLimit(of: [steps(1.1, 0.00427, 14_062)])).sentences()
    #expect(sentences[0].hasSuffix("accuses 10 of 100; then of 100 who were in, it finds at most 24."))
    #expect(sentences[1].hasSuffix("accuses 1 of 100; then of 100 who were in, it finds at most 4.1."))
    let none = PrivacyMeaning(limit: .none).sentences()
    #expect(none.allSatisfy { $0.hasSuffix("nothing keeps it from finding them all.") })
  }
}
