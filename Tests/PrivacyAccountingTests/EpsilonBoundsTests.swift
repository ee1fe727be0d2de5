import Foundation
import PrivacyAccounting
import Testing

struct EpsilonBoundsTests {
  private func epsilon(_ events: [PrivacyEvent], delta: Double, relation: NeighboringRelation = .addOrRemove)
    throws -> Double
  {
    try EpsilonBounds(of: events, atDelta: delta, relation: relation).upper
  }

  private func sampled(_ sigma: Double, _ rate: Double, _ steps: Int) -> PrivacyEvent {
    .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: steps)
  }

  /// TensorFlow Privacy's `compute_dp_sgd_privacy_test.py`, by privacy loss distributions: no sampling, sampling, microbatches
  /// that halve σ, and once an epoch. Their discretisation of 10⁻⁴ rounds up, and five epochs are given to three decimals.
  @Test func tensorFlowPrivacyPublishedValues() throws {
    #expect(
      abs(try epsilon([.repeated(.gaussian(noiseMultiplier: 0.7), count: 2)], delta: 1e-5) - 10.1224946)
        < 1e-4)
    let once = try EpsilonBounds(of: [sampled(0.7, 0.01, 120)], atDelta: 1e-5)
    #expect(once.lower < 2.4612381 && once.upper < 2.4612381 + 2e-4 && once.upper > 2.4612381 - 1e-4)
    #expect(abs(try epsilon([sampled(0.35, 0.01, 120)], delta: 1e-5) - 18.6977407) < 1e-3)
    #expect(
      abs(try epsilon([.repeated(.gaussian(noiseMultiplier: 0.35), count: 2)], delta: 1e-5) - 24.7160779)
        < 1e-4)
    #expect(
      abs(try epsilon([.repeated(.gaussian(noiseMultiplier: 1), count: 5)], delta: 1e-6) - 12.595) < 1e-3)
    #expect(abs(try epsilon([sampled(1, 0.0064, 782)], delta: 1e-6) - 1.199) < 1e-3)
  }

  /// Opacus' accountants on one run, σ 1.5, q 0.04, 2,249 steps, δ 10⁻⁵: its PRV upper end 6.7774 is 0.0103 above the tight
  /// 6.767051, and its GDP figure lies in (6.59, 6.60).
  @Test func accountantsOfOpacusSideBySide() throws {
    let account = try PrivacyAccount(of: [sampled(1.5, 0.04, 2249)], atDelta: 1e-5)
    #expect(abs(account.epsilon - 6.767051) < 2e-4)
    #expect(account.epsilon < 6.777395712150674 - 0.01)
    #expect((6.59...6.60).contains(account.others.centralLimit ?? 0))
  }

  /// The schedules of Opacus' `prv_accountant.py` test at δ 1e-6. The values are dp_accounting 0.6.0's at discretisations of
  /// 5·10⁻⁶ to 5·10⁻⁵: upper bounds too, above the exact ε by 10⁻⁵ of it or less.
  @Test(arguments: [
    (0.8, 0.001, 100, 0.2603371), (1.5, 0.001, 1000, 0.0897627), (0.8, 0.001, 1000, 0.4676832),
    (2, 0.05, 1000, 4.1626065), (3, 0.05, 1000, 2.5174502), (1.5, 0.2, 100, 8.488586),
    (3, 0.2, 100, 3.3710549),
    (3, 0.05, 20000, 13.9506223), (3, 0.001, 50000, 0.299663),
  ])
  func schedulesOfOpacus(sigma: Double, rate: Double, steps: Int, expected: Double) throws {
    let value = try epsilon([sampled(sigma, rate, steps)], delta: 1e-6)
    #expect(value > expected * (1 - 3e-5) && value < expected * 1.0005)
  }

  /// dp_accounting's `pld_privacy_accountant_test.py`: δ(1) = 0.126936 for μ = 1, δ(1) = 0.15594 for 3 samples of q 0.2 at
  /// σ 0.5 (whose sixth decimal is rounded: dp_accounting finds ε 0.9998525 for 0.155947), and δ(1) = 0.78760074 at σ 1/3
  /// (`pld/accountant_test.py`). Asked for that δ, ε must be 1.
  @Test func deltasOfDPAccounting() throws {
    #expect(
      abs(
        try epsilon(
          [.repeated(.gaussian(noiseMultiplier: 3.0.squareRoot()), count: 3)], delta: 0.126936737507) - 1)
        < 1e-4)
    let bounds = try EpsilonBounds(of: [sampled(0.5, 0.2, 3)], atDelta: 0.155947)
    #expect(bounds.lower <= 0.9998525 && bounds.upper >= 0.9998525 && bounds.upper < 0.9999025)
    #expect(abs(try epsilon([.gaussian(noiseMultiplier: 1.0 / 3)], delta: 0.78760074) - 1) < 1e-4)
  }

  /// The same file: randomised response among four with noise 4 / (3 + e) has ε 1, and Laplace noise ε 1 / b.
  @Test func pureMechanismsHaveTheirEpsilon() throws {
    let response = PrivacyEvent.randomizedResponse(noise: 4 / (3 + exp(1)), categoryCount: 4)
    #expect(abs(try epsilon([response], delta: 1e-10, relation: .replaceOne) - 1) < 1e-5)
    #expect(abs(try epsilon([.laplace(noiseMultiplier: 0.5)], delta: 1e-10) - 2) < 1e-5)
    // Three samples of q 0.2 at b 0.5 cannot exceed 3 ln(1 + 0.2 (e² − 1)) = 2.46964, dp_accounting's value.
    #expect(
      abs(
        try epsilon(
          [.repeated(.poissonSampled(rate: 0.2, .laplace(noiseMultiplier: 0.5)), count: 3)], delta: 1e-9)
          - 2.46964) < 1e-4)
  }

  /// A full batch composes to one Gaussian mechanism, whose ε is exact, from ε 0.001 to 1,000 and δ down to 10⁻¹². A sampling
  /// rate one part in 10¹² below one leaves it so, and is priced by inversion: both must bracket it.
  @Test(
    arguments: [(3000.0, 1), (200.0, 10), (20.0, 50), (4.0, 100), (1.0, 10), (0.5, 100), (0.2, 60)],
    [1e-2, 1e-5, 1e-9, 1e-12])
  func theExactGaussianLiesWithinTheBounds(run: (sigma: Double, steps: Int), delta: Double) throws {
    let event = PrivacyEvent.repeated(.gaussian(noiseMultiplier: run.sigma), count: run.steps)
    let exact = try #require(GaussianAccountant.epsilon(of: [event], atDelta: delta))
    let bounds = try EpsilonBounds(of: [event], atDelta: delta)
    #expect(bounds.lower <= exact && exact <= bounds.upper && bounds.kind == .exact)
    #expect(bounds.upper <= exact * (1 + 2e-10))
    let almost = try EpsilonBounds(of: [sampled(run.sigma, 1 - 1e-12, max(2, run.steps))], atDelta: delta)
    let whole = try #require(
      GaussianAccountant.epsilon(of: [sampled(run.sigma, 1, max(2, run.steps))], atDelta: delta))
    #expect(almost.lower <= whole * (1 + 1e-9) && whole * (1 - 1e-9) <= almost.upper)
    #expect(almost.upper <= whole * 1.001 + 1e-9 && almost.lower >= whole * 0.99 - 1e-9)
  }

  /// Balle and Wang's mechanism at σ 4.530877117 and δ 10⁻⁶: 0.9273924.
  @Test func analyticGaussianPublishedValue() throws {
    let epsilon = try #require(
      GaussianAccountant.epsilon(of: [.gaussian(noiseMultiplier: 4.530877117)], atDelta: 1e-6))
    #expect(abs(epsilon - 0.9273924) < 1e-7)
  }

  @Test func everyAccountantAgreesOnNothingAndOnEverything() throws {
    #expect(try epsilon([], delta: 1e-5) == 0)
    #expect(
      try epsilon([.composed([]), .repeated(.gaussian(noiseMultiplier: 1), count: 0)], delta: 1e-5) == 0)
    #expect(try epsilon([sampled(1, 0.1, 5), .nonPrivate], delta: 1e-5) == .infinity)
    let account = try PrivacyAccount(
      of: [sampled(1, 0.1, 5), .repeated(.nonPrivate, count: 1)], atDelta: 1e-5)
    #expect(
      account.epsilon == .infinity && account.bounds.lower == .infinity
        && account.renyi.epsilon == .infinity)
    #expect(try PrivacyAccount(of: [], atDelta: 1e-5).epsilon == 0)
  }

  @Test func epsilonMovesTheRightWay() throws {
    let base = try epsilon([sampled(1, 0.1, 100)], delta: 1e-5)
    #expect(try epsilon([sampled(1.1, 0.1, 100)], delta: 1e-5) < base)
    #expect(try epsilon([sampled(1, 0.11, 100)], delta: 1e-5) > base)
    #expect(try epsilon([sampled(1, 0.1, 110)], delta: 1e-5) > base)
    #expect(try epsilon([sampled(1, 0.1, 100)], delta: 1e-6) > base)
  }

  /// Order and nesting do not matter, and phases cost what they cost together.
  @Test func theOrderOfCompositionDoesNotMatter() throws {
    let one = try epsilon([sampled(1, 0.05, 100), sampled(2, 0.05, 300), sampled(1, 0.05, 50)], delta: 1e-5)
    let other = try epsilon(
      [.composed([sampled(2, 0.05, 300), .repeated(sampled(1, 0.05, 75), count: 2)])], delta: 1e-5)
    #expect(abs(one - other) < 1e-9)
  }

  /// Rényi is an upper bound on what the distribution says, and never far below its lower bound's truth.
  @Test(arguments: [(0.6, 0.01, 500), (1.0, 0.1, 100), (3.0, 0.5, 50), (20.0, 0.25, 1000)])
  func theBoundsAreInOrder(sigma: Double, rate: Double, steps: Int) throws {
    let account = try PrivacyAccount(of: [sampled(sigma, rate, steps)], atDelta: 1e-6)
    #expect(account.bounds.lower <= account.epsilon)
    #expect(account.epsilon <= account.renyi.epsilon)
    let others = account.others
    // Basic composition takes each step at δ / T and advanced at half of that, so either may be the smaller.
    #expect(account.epsilon < (others.advanced ?? 0) && account.epsilon < (others.basic ?? 0))
  }

  /// σ is over the sensitivity, which replacing doubles: on full batches both relations then cost the same, and on samples
  /// replacing costs less than removing twice as far would.
  @Test func replacingIsPriced() throws {
    let full = PrivacyEvent.repeated(.gaussian(noiseMultiplier: 2), count: 10)
    #expect(
      abs(try epsilon([full], delta: 1e-5) - epsilon([full], delta: 1e-5, relation: .replaceOne)) < 1e-12)
    let replaced = try epsilon([sampled(2, 0.1, 100)], delta: 1e-5, relation: .replaceOne)
    let doubled = try epsilon([sampled(1, 0.1, 100)], delta: 1e-5)
    #expect(replaced > 0 && replaced < 2 * doubled)
    #expect(
      try RenyiAccountant.optimum(of: [sampled(2, 0.1, 100)], atDelta: 1e-5, relation: .replaceOne).epsilon
        > replaced)
  }

  /// To twelve digits by `Tests/ReferenceValues/extreme_schedules.py`: 4.39603 for σ 1, q 0.01 and 10⁴ steps among them, of
  /// which the central-limit figure, 4.404, is near.
  @Test func replacingHasItsExactValues() throws {
    let rows = try ReferenceValues.extremes().replaceOne
    #expect(rows.count == 4)
    for row in rows {
      let events = [sampled(row.noiseMultiplier, row.samplingRate, row.steps)]
      let bounds = try EpsilonBounds(of: events, atDelta: row.delta, relation: .replaceOne)
      #expect(bounds.lower <= row.exact && row.exact <= bounds.upper && bounds.kind == .tight, "\(row)")
    }
    let figures = OtherFigures(of: [sampled(1, 0.01, 10_000)], atDelta: 1e-5, relation: .replaceOne)
    #expect(abs((figures.centralLimit ?? 0) - 4.404) < 1e-3)
  }

  @Test func whatCannotBePricedIsRefusedByName() {
    let nested = PrivacyEvent.poissonSampled(rate: 0.1, .randomizedResponse(noise: 0.1, categoryCount: 3))
    #expect(throws: PrivacyAccountingError.unsupportedEvent(nested)) { try epsilon([nested], delta: 1e-5) }
    let response = PrivacyEvent.randomizedResponse(noise: 0.1, categoryCount: 3)
    #expect(throws: PrivacyAccountingError.unsupportedRelation(response, .addOrRemove)) {
      try epsilon([response], delta: 1e-5)
    }
  }

  /// The central-limit figure understates here by more than half: 1.063 where the truth is 2.461.
  @Test func theCentralLimitMayUnderstate() throws {
    let account = try PrivacyAccount(of: [sampled(0.7, 0.01, 120)], atDelta: 1e-5)
    #expect(abs((account.others.centralLimit ?? 0) - 1.063) < 1e-3)
    #expect(account.bounds.lower > 2 * (account.others.centralLimit ?? .infinity))
  }

  /// σ 9.475, 5.149, 2.889, 1.712 and 1.089 for ε 1, 2, 4, 8 and 16 at q 1/4, 100 steps, δ 10⁻⁵, by dp_accounting.
  @Test(arguments: [(1.0, 9.475), (2, 5.149), (4, 2.889), (8, 1.712), (16, 1.089)])
  func noiseIsCalibrated(target: Double, expected: Double) throws {
    let calibration = Calibration(targetEpsilon: target, delta: 1e-5)
    let sigma = try calibration.noiseMultiplier(samplingRate: 0.25, stepCount: 100)
    #expect(abs(sigma / expected - 1) < 5e-4)
    #expect(try epsilon([sampled(sigma, 0.25, 100)], delta: 1e-5) <= target)
    let steps = try calibration.stepCount(noiseMultiplier: expected, samplingRate: 0.25)
    #expect(abs(steps - 100) <= 1)
    let rate = try calibration.samplingRate(noiseMultiplier: expected, stepCount: 100)
    #expect(abs(rate - 0.25) < 5e-4)
  }

  @Test func targetsThatCannotBeMetAreRefused() {
    let calibration = Calibration(targetEpsilon: 0.5, delta: 1e-5)
    #expect(throws: PrivacyAccountingError.self) {
      try calibration.stepCount(noiseMultiplier: 0.5, samplingRate: 0.5)
    }
  }
}
