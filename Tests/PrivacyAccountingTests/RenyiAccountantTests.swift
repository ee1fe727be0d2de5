import Foundation
import PrivacyAccounting
import Testing

struct RenyiAccountantTests {
  /// The orders that Opacus and TensorFlow Privacy take when nobody chooses.
  static let commonOrders = (1...99).map { 1 + Double($0) / 10 } + (12...63).map(Double.init)

  private func steps(_ sigma: Double, _ rate: Double, _ count: Int) -> PrivacyEvent {
    .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: count)
  }

  /// The least ε over those orders, and the order.
  private func optimum(
    _ event: PrivacyEvent, delta: Double, orders: [Double] = commonOrders
  ) throws -> (epsilon: Double, order: Double) {
    let all = try orders.map { order in
      (
        epsilon: RenyiAccountant.epsilon(
          ofDivergence: try RenyiAccountant.divergence(of: event, order: order), order: order, delta: delta),
        order: order
      )
    }
    return try #require(all.min { $0.epsilon < $1.epsilon })
  }

  /// Opacus, `opacus/tests/accountants_test.py`: ε 7.32911117143 at order 3.9. The tolerance is their last digit but one.
  @Test func opacusPublishedValue() throws {
    let (epsilon, order) = try optimum(steps(1.5, 0.04, 2250), delta: 1e-5)
    #expect(abs(epsilon - 7.32911117143) < 1e-9)
    #expect(order == 3.9)
  }

  /// TensorFlow Privacy, `compute_dp_sgd_privacy_test.py`: n = 60,000, B = 150, σ = 1.3, 15 epochs. Theirs sums the
  /// series of a fractional order without its signs, which at these orders moves it by less than the tolerance.
  @Test(arguments: [
    (1.3, 150.0 / 60_000, 6000, 1e-5, 0.7242234026109595, 19.0),
    (1.0, 100.0 / 100_000, 30_000, 1e-7, 1.4154988495444842, 13.0),
  ])
  func tensorFlowPrivacyPublishedValues(
    sigma: Double, rate: Double, count: Int, delta: Double, epsilon: Double, order: Double
  ) throws {
    let best = try optimum(steps(sigma, rate, count), delta: delta)
    #expect(abs(best.epsilon - epsilon) < 1e-9)
    #expect(best.order == order)
  }

  /// The same test file, n = 10,000, B = 64 and five epochs at δ 1e-6, where microbatches of two halve σ = 2. Given to
  /// three decimals.
  @Test func tensorFlowPrivacyMicrobatchedValue() throws {
    #expect(abs(try optimum(steps(1, 0.0064, 782), delta: 1e-6).epsilon - 1.616) < 5e-4)
  }

  /// The same test file, q = 0.01, σ = 0.7, T = 120: it says 3.2392676, by a series without its signs; integrated by
  /// `Tests/ReferenceValues/renyi_values.py` it is 3.23919219391313, which must not be exceeded either.
  @Test func tensorFlowPrivacyValueIsAnUpperBound() throws {
    let epsilon = try optimum(steps(0.7, 0.01, 120), delta: 1e-5).epsilon
    #expect(abs(epsilon - 3.23919219391313) < 1e-10)
    #expect(epsilon < 3.2392676)
  }

  /// The Gaussian mechanism with σ = 4.530877117 at δ 1e-6, dp_accounting's example of ε 1 over orders up to 100: of all
  /// real ones the best is no worse.
  @Test func gaussianCalibratedToOne() throws {
    let event = PrivacyEvent.gaussian(noiseMultiplier: 4.530877117)
    let best = try optimum(event, delta: 1e-6, orders: (21...2000).map { Double($0) / 20 }).epsilon
    #expect(abs(best - 1) < 1e-4)
    #expect(try RenyiAccountant.optimum(of: [event], atDelta: 1e-6).epsilon <= best)
  }

  /// dp_accounting, `rdp_privacy_accountant_test.py`: 50 steps at q 0.01 and σ 2.5. At order 2.5 theirs is an upper bound.
  @Test(arguments: [
    (5.0, 2.18075656e-3), (50.0, 2.38460375e-2), (100.0, 1.67416308e2), (2.5, 1.0854181e-3),
    (1.5, 6.5007090e-4),
  ])
  func publishedDivergences(order: Double, expected: Double) throws {
    let divergence = try RenyiAccountant.divergence(of: steps(2.5, 0.01, 50), order: order)
    #expect(abs(divergence / expected - 1) < 1e-7)
  }

  /// Abadi et al. 2016 by way of tensorflow/privacy#85, with the conversion of that time: 1.2586 at 100 epochs.
  @Test func abadiWithTheClassicConversion() throws {
    let classic = { (event: PrivacyEvent, orders: [Double]) in
      try orders.map { try RenyiAccountant.divergence(of: event, order: $0) + log(1 / 1e-5) / ($0 - 1) }.min()
    }
    #expect(abs(try #require(try classic(steps(4, 0.01, 10_000), Self.commonOrders)) - 1.2586) < 1e-4)
    // Whole orders, as in 2016, at 400 epochs: 2.576.
    let later = try classic(steps(4, 0.01, 40_000), (2...64).map(Double.init))
    #expect(abs(try #require(later) - 2.576) < 1e-3)
  }

  /// dp_accounting's `rdp_privacy_accountant_test.py`: a divergence of 1.1 at every order from 2 to 32 is ε 1.32783806176.
  @Test func constantDivergenceOfDPAccounting() {
    let best = (2...32).map { RenyiAccountant.epsilon(ofDivergence: 1.1, order: Double($0), delta: 1e-5) }
    #expect(abs((best.min() ?? 0) - 1.32783806176) < 1e-10)
    #expect(best.min() == best.last)
  }

  /// The best order is found however much noise there is, or however little, and is no worse than any of a list: at σ 0.63
  /// and q 0.21 over 1,647 steps at δ 10⁻⁴ Opacus finds 254 and the tight value is 241.6.
  @Test func theBestOfAllRealOrdersIsFound() throws {
    let large = try RenyiAccountant.optimum(of: [steps(0.63, 0.21, 1647)], atDelta: 1e-4)
    #expect(large.epsilon < 254.6 && large.epsilon > 241.6)
    let small = try RenyiAccountant.optimum(of: [steps(1000, 0.01, 100)], atDelta: 1e-6)
    #expect(small.order > 1024)
    for (sigma, rate, count) in [(1.0, 0.01, 1000), (0.3, 0.001, 10), (5, 0.5, 200), (1000, 0.01, 100)] {
      let best = try RenyiAccountant.optimum(of: [steps(sigma, rate, count)], atDelta: 1e-5).epsilon
      #expect(best <= (try optimum(steps(sigma, rate, count), delta: 1e-5).epsilon) * (1 + 2e-4))
    }
  }

  /// A grid from 1e-4 to 0.9 in q, 0.3 to 1,000 in σ and 1.1 to 256 in order, integrated to 30 digits by
  /// `Tests/ReferenceValues/renyi_values.py`.
  @Test func everyDivergenceOfTheGrid() throws {
    let grid = try ReferenceValues.renyi()
    #expect(grid.count > 400)
    for row in grid {
      let divergence = try RenyiAccountant.divergence(
        of: steps(row.noiseMultiplier, row.samplingRate, 1), order: row.order)
      #expect(abs(divergence / row.divergence - 1) < 1e-9, "\(row)")
    }
  }

  @Test func nothingCostsNothing() throws {
    for delta in [0.1, 1e-5, 1e-12] {
      #expect(try RenyiAccountant.optimum(of: [.composed([])], atDelta: delta).epsilon == 0)
    }
  }

  /// One step so faint that δ alone covers it costs no ε, as dp_accounting finds; the tight ε is zero too.
  @Test func whatDeltaCoversCostsNothing() throws {
    let step = steps(3.263, 0.002529, 1)
    #expect(try RenyiAccountant.optimum(of: [step], atDelta: 1e-3).epsilon == 0)
    #expect(try EpsilonBounds(of: [step], atDelta: 1e-3).upper == 0)
  }

  @Test func oneUnprotectedStepCostsEverything() throws {
    let events = [steps(5, 0.1, 10), .nonPrivate, steps(50, 0.1, 1000)]
    #expect(try RenyiAccountant.optimum(of: events, atDelta: 1e-5).epsilon == .infinity)
  }

  /// A full batch is the Gaussian mechanism itself.
  @Test func fullBatchIsTheGaussianMechanism() throws {
    for order in [1.5, 3, 64] {
      #expect(
        try RenyiAccountant.divergence(of: steps(2, 1, 7), order: order)
          == RenyiAccountant.divergence(
            of: .repeated(.gaussian(noiseMultiplier: 2), count: 7), order: order))
    }
  }

  @Test func eventsWithoutABoundAreRefusedByName() {
    let event = PrivacyEvent.poissonSampled(rate: 0.1, .nonPrivate)
    #expect(throws: PrivacyAccountingError.unsupportedEvent(event)) {
      try RenyiAccountant.divergence(of: event, order: 2)
    }
    #expect(throws: PrivacyAccountingError.samplingRateOutOfRange(1.5)) {
      try RenyiAccountant.divergence(
        of: .poissonSampled(rate: 1.5, .gaussian(noiseMultiplier: 1)), order: 2)
    }
  }

  /// Next to no noise costs less with sampling than without, and more the less there is: no jump where the way it is
  /// computed changes.
  @Test func nextToNoNoiseIsPricedWithoutAJump() throws {
    for order in [1.3, 2, 8] {
      var before = 0.0
      for sigma in stride(from: 0.3, through: 0.0005, by: -0.0005) {
        let spent = try RenyiAccountant.divergence(of: steps(sigma, 1e-4, 1), order: order)
        let alone = order / (2 * sigma * sigma)
        #expect(spent <= alone && spent >= before)
        // Between α / 2σ² less what sampling can hide, ln 1/q a hit, and that.
        #expect(spent >= alone - order / (order - 1) * log(1e4) - 1e-9)
        before = spent
      }
    }
  }

  /// dp_accounting's `rdp_privacy_accountant_test.py`: α = ∞ of randomised response, which a large order nears.
  @Test(arguments: [(0.3, 10, 3.1918471525), (0.05, 20, 5.9427993751), (0.01, 3, 5.6970934865)])
  func randomizedResponseOfLargeOrder(noise: Double, categories: Int, expected: Double) throws {
    let divergence = try RenyiAccountant.divergence(
      of: .randomizedResponse(noise: noise, categoryCount: categories), order: 1e6, under: .replaceOne)
    #expect(abs(divergence - expected) < 1e-4)
  }

  @Test func ledgerCountsPhases() {
    var ledger = PrivacyLedger()
    for step in 0..<10 { ledger.record(.gaussian(noiseMultiplier: step < 4 ? 1 : 2)) }
    ledger.record(.nonPrivate)
    #expect(ledger.entries.map(\.count) == [4, 6, 1])
    #expect(ledger.firstNonPrivateStep == 10)
    #expect(ledger.stepCount == 11)
  }
}
