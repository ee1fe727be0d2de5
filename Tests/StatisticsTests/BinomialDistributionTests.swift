import Statistics
import Testing

struct BinomialDistributionTests {
  /// P(K ≥ k) is the regularised incomplete beta function I_p(k, n − k + 1): NIST Digital Library of Mathematical Functions,
  /// 8.17.5.
  @Test(arguments: [(1, 0.3), (20, 0.5), (1000, 0.001), (1000, 0.999)])
  func tailsAreTheBetaDistributions(trials: Int, rate: Double) {
    let distribution = BinomialDistribution(trials: trials, rate: rate)
    for count in distribution.support where count > 0 {
      let expected = BetaDistribution(a: Double(count), b: Double(trials - count + 1)).cumulative(rate)
      #expect(abs(1 - distribution.probability(ofAtMost: count - 1) - expected) < 1e-11, "\(count)")
    }
  }

  /// Of 30,000 trials with a rate of a tenth, by whole numbers: Σ C(30000, k) 9^(30000 − k) / 10^30000.
  @Test(arguments: [
    (2750, 5.857108169554335e-07), (2950, 0.1704475154048506), (3000, 0.5048623032511104),
    (3200, 0.9999343523492458),
  ])
  func manyTrialsKeepTwelveDigits(count: Int, expected: Double) {
    let distribution = BinomialDistribution(trials: 30_000, rate: 0.1)
    #expect(abs(distribution.probability(ofAtMost: count) / expected - 1) < 1e-12)
  }

  @Test(arguments: [(0, 0.4, 0), (7, 0, 0), (7, 1, 7)])
  func certainCountsHaveProbabilityOne(trials: Int, rate: Double, count: Int) {
    let distribution = BinomialDistribution(trials: trials, rate: rate)
    #expect(distribution.support == count...count && distribution.probability(of: count) == 1)
    #expect(distribution.probability(of: count + 1) == 0 && distribution.probability(of: count - 1) == 0)
  }
}
