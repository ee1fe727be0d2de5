import Foundation
import PrivacyAccounting
import Statistics
import Testing

/// Bounds at the extremes: against exact values by another method, and by what must hold of any schedule.
struct ExtremeScheduleTests {
  /// Thirty schedules with q from 10⁻⁶ to 1, σ from 0.05 to 500, up to 10⁶ steps and twelve phases, δ from 10⁻³ to 10⁻¹⁵,
  /// and some beyond, as `Tests/ReferenceValues/extreme_schedules.py` has them to twelve digits.
  @Test func neverBelowTheExactValueAndNeverFarAbove() throws {
    let extremes = try ReferenceValues.extremes()
    #expect(extremes.schedules.count >= 30)
    for schedule in extremes.schedules + extremes.extra {
      let bounds = try EpsilonBounds(of: schedule.events, atDelta: schedule.delta)
      let exact = schedule.epsilon
      // Of a value of twelve digits the last may be rounded either way.
      #expect(bounds.upper >= exact * (1 - 1e-11), "\(schedule.name)")
      #expect(bounds.upper <= exact * 1.005 + 1e-15, "\(schedule.name)")
      #expect(bounds.lower <= exact * (1 + 1e-11), "\(schedule.name)")
      #expect(bounds.lower >= exact * 0.99 - 1e-15, "\(schedule.name)")
      #expect(bounds.kind != .bracket, "\(schedule.name)")
    }
  }

  private func random(using stream: inout RandomStream) -> (events: [(Double, Double, Int)], delta: Double) {
    let phases = Int.random(in: 1...3, using: &stream)
    let events = (0..<phases).map { _ in
      (
        pow(10, Double.random(in: -1.3...2.7, using: &stream)),
        min(1, pow(10, Double.random(in: -6...0.3, using: &stream))),
        Int(pow(10, Double.random(in: 0...6, using: &stream)))
      )
    }
    return (events, pow(10, Double.random(in: -15 ... -2, using: &stream)))
  }

  private func bounds(_ events: [(Double, Double, Int)], _ delta: Double) throws -> EpsilonBounds {
    try EpsilonBounds(
      of: events.map { sigma, rate, count in
        .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: count)
      }, atDelta: delta)
  }

  /// For any schedule: lower ≤ upper ≤ Rényi, and ε rises with steps and falls with σ and δ, by steps large beside what the
  /// bounds leave open.
  @Test func anyScheduleIsInOrder() throws {
    var stream = RandomStream(seed: 9)
    for _ in 0..<25 {
      let (events, delta) = random(using: &stream)
      let base = try bounds(events, delta)
      let renyi = try RenyiAccountant.optimum(
        of: events.map { sigma, rate, count in
          .repeated(.poissonSampled(rate: rate, .gaussian(noiseMultiplier: sigma)), count: count)
        }, atDelta: delta)
      let label = "\(events) \(delta)"
      #expect(base.lower <= base.upper && base.upper <= renyi.epsilon * (1 + 1e-9), "\(label)")
      let room = 1 + 1e-9
      var longer = events
      longer[0].2 = longer[0].2 * 3 / 2 + 1
      #expect(try bounds(longer, delta).upper * room >= base.upper, "\(label)")
      var noisier = events
      noisier[0].0 *= 1.2
      #expect(try bounds(noisier, delta).upper <= base.upper * room, "\(label)")
      #expect(try bounds(events, 3 * delta).upper <= base.upper * room, "\(label)")
      // What is proven of one does not contradict what is proven of another.
      #expect(try bounds(longer, delta).upper >= base.lower, "\(label)")
    }
  }

  /// Where hits are improbable and δ smaller still, one step decides, and its ε is known in closed form: more steps cost no
  /// less than one and, by basic composition at δ / T each, no more than their sum.
  @Test(arguments: [(1.0, 1e-6, 1e-15), (0.5, 1e-6, 1e-12), (0.7, 1e-5, 1e-10), (5, 1e-6, 1e-15)])
  func heavyTailsAreBracketed(sigma: Double, rate: Double, delta: Double) throws {
    for count in [2, 100, 10_000] {
      let all = try bounds([(sigma, rate, count)], delta)
      #expect(all.kind == .tight, "\(count) steps: \(all)")
      #expect(all.upper >= (try bounds([(sigma, rate, 1)], delta).lower))
      #expect(all.lower <= Double(count) * (try bounds([(sigma, rate, 1)], delta / Double(count)).upper))
    }
  }

  /// Losses next to nothing over a million million steps, hits next to impossible, single steps at either end of σ: values of
  /// `Tests/ReferenceValues/exact_epsilon.py`, or in closed form with 50 digits, to about six of them.
  @Test(arguments: [
    (10, 1e-11, 1_000_000_000_000, 1e-10, 3.37209e-6), (100, 1e-9, 1_000_000_000_000, 1e-9, 3.363110e-5),
    (100, 1e-8, 1_000_000_000, 1e-10, 1.1548773e-5), (30, 1e-9, 1_000_000_000, 1e-12, 4.677116e-6),
    (500, 1e-7, 1_000_000_000, 1e-9, 2.0507284e-5), (500, 1e-7, 1, 1e-12, 4.3950871e-10),
    (1e6, 1e-7, 1, 1e-15, 1.93836e-13), (20, 1e-7, 1, 1e-9, 2.5357273e-9), (500, 1e-6, 1, 1e-15, 9.176954e-9),
    (1e-9, 0.3, 1, 1e-5, 5.00000003988e17),
  ])
  func digitsAreKept(sigma: Double, rate: Double, count: Int, delta: Double, exact: Double) throws {
    let found = try bounds([(sigma, rate, count)], delta)
    #expect(found.kind != .bracket)
    #expect(found.lower <= exact * (1 + 3e-6) && found.upper >= exact * (1 - 3e-6))
    #expect(found.upper < exact * 1.001 && found.lower > exact * 0.999)
  }

  /// That the record was ever in a sample is less likely than δ: no ε is needed.
  @Test func improbableHitsCostNothing() throws {
    let found = try bounds([(0.05, 1e-15, 1_000_000_000_000)], 0.0010003954109639624)
    #expect(found.upper == 0 && found.lower == 0)
    let limit = try TradeOffLimit(of: [
      .repeated(.poissonSampled(rate: 1e-9, .gaussian(noiseMultiplier: 2)), count: 10_000)
    ])
    for rate in [0.001, 0.01, 0.1] {
      #expect(limit.largestTruePositiveRate(atFalsePositiveRate: rate) <= rate + 1e-5)
    }
  }

  /// Next to no noise, a δ that is next to none, a million million steps: a figure, at once, and in order.
  @Test(arguments: [
    (1e-9, 0.01, 100, 1e-5), (1, 0.01, 100, 1e-300), (1e-12, 0.3, 1_000_000_000_000, 1e-5),
    (10, 1e-9, 1_000_000_000_000, 1e-5), (1, 1e-12, 1_000_000_000_000, 1e-5), (1e6, 0.5, 10, 1e-9),
    (0.05, 0.9, 1_000_000, 1e-5),
  ])
  func nothingBreaksIt(sigma: Double, rate: Double, count: Int, delta: Double) throws {
    let bounds = try bounds([(sigma, rate, count)], delta)
    #expect(bounds.upper >= 0 && !bounds.upper.isNaN && bounds.lower <= bounds.upper)
    #expect(bounds.upper <= Double(count) / (2 * sigma * sigma) * 4 + 1e4)
  }
}
