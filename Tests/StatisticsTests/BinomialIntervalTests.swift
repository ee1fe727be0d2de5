import Statistics
import Testing

struct BinomialIntervalTests {
  /// The ends are where so many successes, or more, have a probability of 2.5 %: the definition, by summation.
  @Test(arguments: [(1, 8), (3, 8), (7, 8), (4, 20), (19, 20)])
  func endsHaveTheirTails(successes: Int, trials: Int) {
    let bounds = BinomialInterval(successes: successes, trials: trials).bounds
    #expect(abs(atLeast(successes, of: trials, at: bounds.lowerBound) - 0.025) < 1e-12)
    #expect(abs(1 - atLeast(successes + 1, of: trials, at: bounds.upperBound) - 0.025) < 1e-12)
  }

  private func atLeast(_ successes: Int, of trials: Int, at rate: Double) -> Double {
    var sum = 0.0
    for count in successes...trials {
      var term = 1.0
      for index in 0..<count { term *= rate * Double(trials - index) / Double(count - index) }
      for _ in count..<trials { term *= 1 - rate }
      sum += term
    }
    return sum
  }

  @Test func noneAndAllReachTheEnds() {
    #expect(BinomialInterval(successes: 0, trials: 9).bounds.lowerBound == 0)
    #expect(BinomialInterval(successes: 9, trials: 9).bounds.upperBound == 1)
    // No false alarm among 1,000 leaves room for 3.7 in 1,000.
    #expect(abs(BinomialInterval(successes: 0, trials: 1000).bounds.upperBound - 0.00368) < 1e-5)
  }

  @Test func quantilesInvertTheDistribution() {
    for (a, b) in [(0.5, 0.5), (1, 1), (2, 30), (400, 3), (1000, 1000)] {
      let distribution = BetaDistribution(a: a, b: b)
      for probability in [1e-6, 0.025, 0.5, 0.975, 0.999] {
        let x = distribution.quantile(probability)
        #expect(abs(distribution.cumulative(x) / probability - 1) < 1e-9, "\(a) \(b) \(probability)")
      }
    }
  }
}
