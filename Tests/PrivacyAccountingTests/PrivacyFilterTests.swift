import PrivacyAccounting
import Testing

struct PrivacyFilterTests {
  private let step = PrivacyEvent.poissonSampled(rate: 0.1, .gaussian(noiseMultiplier: 1))

  private func filter(budget: Double) -> PrivacyFilter {
    PrivacyFilter(budget: budget, delta: 1e-5, plannedCount: 100)
  }

  /// It admits the last step within the budget, and no later one; and at the order it fixes no other order would have
  /// admitted more.
  @Test func theLastStepWithinTheBudgetIsAdmitted() throws {
    var filter = filter(budget: 4)
    var admitted = 0
    while try filter.admit(step) { admitted += 1 }
    #expect(admitted > 10 && filter.epsilon <= 4)
    #expect(try filter.forecast(of: step)(1) > 4)
    let best = try RenyiAccountant.optimum(of: [.repeated(step, count: admitted + 1)], atDelta: 1e-5)
    #expect(best.epsilon > 4)
    #expect(
      try RenyiAccountant.optimum(of: [.repeated(step, count: admitted)], atDelta: 1e-5).epsilon
        <= filter.epsilon + 1e-9)
    // What is refused costs nothing: a cheaper step may still be taken.
    let isAdmitted = try filter.admit(.poissonSampled(rate: 0.1, .gaussian(noiseMultiplier: 50)))
    #expect(isAdmitted)
  }

  /// The order is fixed before the first step, and stays whatever comes after: at every moment what was spent is the sum of
  /// divergences at that order, converted.
  @Test func theOrderIsFixedBeforeTheFirstStep() throws {
    var filter = filter(budget: 10)
    #expect(filter.order == nil && filter.epsilon == 0)
    let events = [
      step, .poissonSampled(rate: 0.01, .gaussian(noiseMultiplier: 0.7)), .gaussian(noiseMultiplier: 20),
      step,
    ]
    var isAdmitted = try filter.admit(events[0])
    let order = try #require(filter.order)
    var spent = try RenyiAccountant.divergence(of: events[0], order: order)
    for event in events.dropFirst() {
      isAdmitted = try filter.admit(event) && isAdmitted
      spent += try RenyiAccountant.divergence(of: event, order: order)
      #expect(filter.order == order)
      let epsilon = RenyiAccountant.epsilon(ofDivergence: spent, order: order, delta: 1e-5)
      #expect(abs(filter.epsilon - epsilon) < 1e-12)
    }
    #expect(isAdmitted)
    // Converted, the bound is the budget whatever was spent of it.
    let bound = try #require(filter.bound)
    #expect(
      abs(RenyiAccountant.epsilon(ofDivergence: bound.divergence, order: order, delta: 1e-5) - 10) < 1e-12)
  }

  /// Without a budget the order is the one at which the planned steps cost least.
  @Test func withoutABudgetThePlannedStepsDecideTheOrder() throws {
    var filter = filter(budget: .infinity)
    for _ in 0..<100 { _ = try filter.admit(step) }
    let best = try RenyiAccountant.optimum(of: [.repeated(step, count: 100)], atDelta: 1e-5)
    #expect(filter.epsilon >= best.epsilon - 1e-9 && filter.epsilon < best.epsilon * 1.001)
  }

  @Test func withoutABudgetEverythingIsAdmitted() throws {
    var filter = filter(budget: .infinity)
    let isAdmitted = try filter.admit(.nonPrivate)
    #expect(isAdmitted && filter.epsilon == .infinity)
    _ = try filter.admit(step)
    #expect(filter.epsilon == .infinity)
    var limited = self.filter(budget: 100)
    let isRefused = try !limited.admit(.nonPrivate)
    #expect(isRefused && limited.epsilon == 0)
    // A budget that no step fits refuses, and does not divide by nothing.
    var small = self.filter(budget: 1e-9)
    let isRefusedToo = try !small.admit(.gaussian(noiseMultiplier: 0.01))
    #expect(isRefusedToo)
  }
}
