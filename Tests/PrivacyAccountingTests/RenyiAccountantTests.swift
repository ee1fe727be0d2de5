import Foundation
import PrivacyAccounting
import Testing

struct RenyiAccountantTests {
  /// The orders that Opacus and TensorFlow Privacy take when nobody chooses.
  static let commonOrders = (1...99).map { 1 + Double($0) / 10 } + (12...63).map(Double.init)

  private func accountant(
    sigma: Double, rate: Double, steps: Int, orders: [Double] = commonOrders
  ) throws -> RenyiAccountant {
    var accountant = RenyiAccountant(orders: orders)
    try accountant.compose(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: steps)
    return accountant
  }

  /// Opacus, `opacus/tests/accountants_test.py`: ε 7.32911117143 at order 3.9. The tolerance is their last digit but one.
  @Test func opacusPublishedValue() throws {
    let (epsilon, order) = try accountant(sigma: 1.5, rate: 0.04, steps: 2250).optimum(atDelta: 1e-5)
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
    sigma: Double, rate: Double, steps: Int, delta: Double, epsilon: Double, order: Double
  ) throws {
    let optimum = try accountant(sigma: sigma, rate: rate, steps: steps).optimum(atDelta: delta)
    #expect(abs(optimum.epsilon - epsilon) < 1e-9)
    #expect(optimum.order == order)
  }

  /// The same test file, n = 10,000, B = 64 and five epochs at δ 1e-6, where microbatches of two halve σ = 2. Given to
  /// three decimals.
  @Test func tensorFlowPrivacyMicrobatchedValue() throws {
    let epsilon = try accountant(sigma: 1, rate: 0.0064, steps: 782).epsilon(atDelta: 1e-6)
    #expect(abs(epsilon - 1.616) < 5e-4)
  }

  /// The same test file, q = 0.01, σ = 0.7, T = 120: it says 3.2392676, by a series without its signs; integrated to 30
  /// digits by `Tests/ReferenceValues/renyi_values.py` it is 3.23919219391313, which must not be exceeded either.
  @Test func tensorFlowPrivacyValueIsAnUpperBound() throws {
    let epsilon = try accountant(sigma: 0.7, rate: 0.01, steps: 120).epsilon(atDelta: 1e-5)
    #expect(abs(epsilon - 3.23919219391313) < 1e-10)
    #expect(epsilon < 3.2392676)
  }

  /// The Gaussian mechanism with σ = 4.530877117 at δ 1e-6, dp_accounting's example of ε 1.
  @Test func gaussianCalibratedToOne() throws {
    var accountant = RenyiAccountant(orders: (2...2000).map { 1 + Double($0) / 20 })
    try accountant.compose(.gaussian(noiseMultiplier: 4.530877117))
    #expect(abs(accountant.epsilon(atDelta: 1e-6) - 1) < 1e-4)
  }

  /// dp_accounting, `rdp_privacy_accountant_test.py`: 50 steps at q 0.01 and σ 2.5. At order 2.5 theirs is an upper bound.
  @Test(arguments: [
    (5.0, 2.18075656e-3), (50.0, 2.38460375e-2), (100.0, 1.67416308e2), (2.5, 1.0854181e-3),
    (1.5, 6.5007090e-4),
  ])
  func publishedDivergences(order: Double, expected: Double) throws {
    let divergence = try accountant(sigma: 2.5, rate: 0.01, steps: 50, orders: [order]).divergences[0]
    #expect(abs(divergence / expected - 1) < 1e-7)
  }

  /// Abadi et al. 2016 by way of tensorflow/privacy#85, with the conversion of that time: 1.2586 at 100 epochs.
  @Test func abadiWithTheClassicConversion() throws {
    let spent = try accountant(sigma: 4, rate: 0.01, steps: 10_000)
    let classic =
      zip(spent.orders, spent.divergences).map { $1 + log(1 / 1e-5) / ($0 - 1) }.min() ?? .infinity
    #expect(abs(classic - 1.2586) < 1e-4)
    // Whole orders, as in 2016, at 400 epochs: 2.576.
    let longer = try accountant(sigma: 4, rate: 0.01, steps: 40_000, orders: (2...64).map(Double.init))
    let later =
      zip(longer.orders, longer.divergences).map { $1 + log(1 / 1e-5) / ($0 - 1) }.min() ?? .infinity
    #expect(abs(later - 2.576) < 1e-3)
  }

  /// dp_accounting's `rdp_privacy_accountant_test.py`: a divergence of 1.1 at every order from 2 to 32 is ε 1.32783806176.
  @Test func constantDivergenceOfDPAccounting() {
    let best = (2...32).map { RenyiAccountant.epsilon(ofDivergence: 1.1, order: Double($0), delta: 1e-5) }
    #expect(abs((best.min() ?? 0) - 1.32783806176) < 1e-10)
    #expect(best.min() == best.last)
  }

  /// The best order lies inside the orders tried, however much noise there is, or however little: at σ 0.63 and q 0.21 over
  /// 1,647 steps at δ 10⁻⁴ Opacus finds 254 and the tight value is 241.6.
  @Test func ordersAreExtendedUntilTheBestLiesInside() throws {
    let large = try RenyiAccountant.optimum(
      of: [.repeated(.poissonSampled(rate: 0.21, .gaussian(noiseMultiplier: 0.63)), count: 1647)],
      atDelta: 1e-4)
    #expect(large.epsilon < 254.6 && large.epsilon > 241.6 && large.order > 1.001)
    let small = try RenyiAccountant.optimum(
      of: [.repeated(.poissonSampled(rate: 0.01, .gaussian(noiseMultiplier: 1000)), count: 100)],
      atDelta: 1e-6)
    #expect(small.order > 1024 && small.order < 1e6)
    let fixed = try accountant(sigma: 1000, rate: 0.01, steps: 100).epsilon(atDelta: 1e-6)
    #expect(small.epsilon < fixed)
  }

  /// A grid from 1e-4 to 0.9 in q, 0.3 to 1,000 in σ and 1.1 to 256 in order, integrated to 30 digits by
  /// `Tests/ReferenceValues/renyi_values.py`.
  @Test func everyDivergenceOfTheGrid() throws {
    let grid = try ReferenceValues.renyi()
    #expect(grid.count > 400)
    for row in grid {
      let divergence = try accountant(
        sigma: row.noiseMultiplier, rate: row.samplingRate, steps: 1, orders: [row.order]
      ).divergences[0]
      #expect(abs(divergence / row.divergence - 1) < 1e-9, "\(row)")
    }
  }

  @Test func emptyLedgerCostsNothing() throws {
    for delta in [0.1, 1e-5, 1e-12] { #expect(RenyiAccountant().epsilon(atDelta: delta) == 0) }
    var accountant = RenyiAccountant()
    try accountant.compose(.composed([]))
    #expect(accountant.epsilon(atDelta: 1e-5) == 0)
  }

  /// One step so faint that δ alone covers it costs no ε, as dp_accounting finds; the tight ε is zero too.
  @Test func whatDeltaCoversCostsNothing() throws {
    #expect(try accountant(sigma: 3.263, rate: 0.002529, steps: 1).epsilon(atDelta: 1e-3) == 0)
    var tight = PLDAccountant()
    tight.compose(.poissonSampled(rate: 0.002529, .gaussian(noiseMultiplier: 3.263)))
    #expect(try tight.epsilon(atDelta: 1e-3) == 0)
  }

  @Test func oneUnprotectedStepCostsEverything() throws {
    var accountant = try accountant(sigma: 5, rate: 0.1, steps: 10)
    try accountant.compose(.nonPrivate)
    try accountant.compose(.poissonSampled(rate: 0.1, .gaussian(noiseMultiplier: 50)), count: 1000)
    #expect(accountant.epsilon(atDelta: 1e-5) == .infinity)
  }

  @Test func epsilonMovesTheRightWay() throws {
    let base = try accountant(sigma: 1, rate: 0.1, steps: 100)
    let epsilon = base.epsilon(atDelta: 1e-5)
    #expect(try accountant(sigma: 1.2, rate: 0.1, steps: 100).epsilon(atDelta: 1e-5) < epsilon)
    #expect(try accountant(sigma: 1, rate: 0.2, steps: 100).epsilon(atDelta: 1e-5) > epsilon)
    #expect(try accountant(sigma: 1, rate: 0.1, steps: 101).epsilon(atDelta: 1e-5) > epsilon)
    #expect(base.epsilon(atDelta: 1e-6) > epsilon)
  }

  /// A full batch is the Gaussian mechanism itself.
  @Test func fullBatchIsTheGaussianMechanism() throws {
    let sampled = try accountant(sigma: 2, rate: 1, steps: 7)
    var gaussian = RenyiAccountant(orders: Self.commonOrders)
    try gaussian.compose(.gaussian(noiseMultiplier: 2), count: 7)
    #expect(sampled.divergences == gaussian.divergences)
  }

  @Test func eventsWithoutABoundAreRefusedByName() {
    var accountant = RenyiAccountant()
    let event = PrivacyEvent.poissonSampled(rate: 0.1, .nonPrivate)
    #expect(throws: PrivacyAccountingError.unsupportedEvent(event)) { try accountant.compose(event) }
    #expect(throws: PrivacyAccountingError.samplingRateOutOfRange(1.5)) {
      try accountant.compose(.poissonSampled(rate: 1.5, .gaussian(noiseMultiplier: 1)))
    }
  }

  /// Next to no noise is priced without sampling, at once, and costs no less than with it.
  @Test(arguments: [0.05, 1e-3, 1e-9])
  func nextToNoNoiseIsPriced(sigma: Double) throws {
    let spent = try accountant(sigma: sigma, rate: 0.1, steps: 1, orders: [2]).divergences[0]
    #expect(abs(spent * sigma * sigma - 1) < 1e-12)
    #expect(try spent > accountant(sigma: 0.1, rate: 0.1, steps: 1, orders: [2]).divergences[0])
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
