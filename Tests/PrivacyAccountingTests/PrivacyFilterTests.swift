import PrivacyAccounting
import Testing

struct PrivacyFilterTests {
  private let step = PrivacyEvent.poissonSampled(rate: 0.1, .gaussian(noiseMultiplier: 1))

  /// It admits the last step within the budget, and no later one.
  @Test func theLastStepWithinTheBudgetIsAdmitted() throws {
    var filter = PrivacyFilter(budget: 4, delta: 1e-5)
    var admitted = 0
    while try filter.admit(step) { admitted += 1 }
    #expect(admitted > 10 && filter.epsilon <= 4)
    #expect(try filter.forecast(of: step)(1) > 4)
    var accountant = RenyiAccountant()
    try accountant.compose(step, count: admitted)
    #expect(abs(accountant.epsilon(atDelta: 1e-5) - filter.epsilon) < 1e-9)
    // What is refused costs nothing: a cheaper step may still be taken.
    let isAdmitted = try filter.admit(.poissonSampled(rate: 0.1, .gaussian(noiseMultiplier: 50)))
    #expect(isAdmitted)
  }

  @Test func withoutABudgetEverythingIsAdmitted() throws {
    var filter = PrivacyFilter(budget: .infinity, delta: 1e-5)
    let isAdmitted = try filter.admit(.nonPrivate)
    #expect(isAdmitted && filter.epsilon == .infinity)
    var limited = PrivacyFilter(budget: 100, delta: 1e-5)
    let isRefused = try !limited.admit(.nonPrivate)
    #expect(isRefused && limited.epsilon == 0)
  }
}
