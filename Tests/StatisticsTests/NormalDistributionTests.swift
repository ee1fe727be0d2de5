import Foundation
import Statistics
import Testing

struct NormalDistributionTests {
  private static let draws: [Double] = {
    var stream = RandomStream(seed: 11)
    return (0..<1_000_000).map { _ in NormalDistribution.standard.sample(using: &stream) }
  }()

  /// The n-th moment's mean over N draws has a known deviation; five of them is the tolerance.
  @Test(arguments: [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)])
  func momentsAreThoseOfTheNormal(power: Int, expected: Double, variance: Double) {
    let count = Double(Self.draws.count)
    let moment = Self.draws.reduce(0) { $0 + pow($1, Double(power)) } / count
    #expect(abs(moment - expected) < 5 * (variance / count).squareRoot())
  }

  @Test func distributionIsNormal() {
    let sorted = Self.draws.sorted()
    let distance = kolmogorovSmirnov(sorted) { 0.5 * erfc(-$0 / 2.0.squareRoot()) }
    #expect(distance < 1.95 / Double(sorted.count).squareRoot())
  }

  /// Beyond the ziggurat's last layer, at 3.44, draws come from a sampler of their own.
  @Test(arguments: [3.0, 3.6, 4.2])
  func tailsHaveTheirWeight(threshold: Double) {
    let expected = Double(Self.draws.count) * erfc(threshold / 2.0.squareRoot())
    let observed = Double(Self.draws.count { abs($0) > threshold })
    #expect(abs(observed - expected) < 5 * expected.squareRoot())
  }
}
