import Foundation
import LinearAlgebra
import Statistics
import Testing

/// The draws have the standard normal distribution and nothing to do with one another; every limit is five standard
/// deviations of the figure it limits, under that distribution.
struct GaussianNoiseTests {
  private static let draws: [Float] = {
    var noise = GaussianNoise(RandomStream(seed: 4))
    var draws = [Float](repeating: 0, count: 10_000_000)
    noise.add(to: &draws, standardDeviation: 1)
    return draws
  }()

  /// E[x^k] is 0, 1, 0, 3 for k = 1…4, and the variance of x^k is E[x^2k] − E[x^k]².
  @Test(arguments: [(1, 0.0, 1.0), (2, 1, 2), (3, 0, 15), (4, 3, 96)])
  func momentsAreTheNormalOnes(order: Int, expected: Double, variance: Double) {
    let mean = Self.draws.reduce(0) { $0 + pow(Double($1), Double(order)) } / Double(Self.draws.count)
    #expect(abs(mean - expected) < 5 * (variance / Double(Self.draws.count)).squareRoot())
  }

  /// Kolmogorov and Smirnov: √n times the largest distance exceeds 1.95 with probability 0.001.
  @Test func theDistributionIsTheNormalOne() {
    let sorted = Self.draws.sorted()
    let count = Double(sorted.count)
    var distance = 0.0
    for (index, draw) in sorted.enumerated() {
      let expected = erfc(-Double(draw) / 2.0.squareRoot()) / 2
      distance = max(distance, expected - Double(index) / count, Double(index + 1) / count - expected)
    }
    #expect(distance * count.squareRoot() < 1.95)
  }

  /// Neither the draws nor their squares follow those up to four blocks of thirty-two before.
  @Test func drawsAreUncorrelated() {
    let draws = Self.draws.prefix(2_000_000).map(Double.init)
    for lag in 1...128 {
      var product = 0.0
      var squares = 0.0
      for index in lag..<draws.count {
        product += draws[index] * draws[index - lag]
        squares += (draws[index] * draws[index] - 1) * (draws[index - lag] * draws[index - lag] - 1)
      }
      let count = Double(draws.count - lag)
      #expect(abs(product / count) < 5 / count.squareRoot(), "lag \(lag)")
      #expect(abs(squares / count) < 5 * 2 / count.squareRoot(), "squares at lag \(lag)")
    }
  }

  /// Each of the thirty-two places of a block has the variance of all.
  @Test func everyLaneIsLikeTheOthers() {
    for lane in 0..<32 {
      var squares = 0.0
      var sum = 0.0
      for index in stride(from: lane, to: Self.draws.count, by: 32) {
        sum += Double(Self.draws[index])
        squares += Double(Self.draws[index]) * Double(Self.draws[index])
      }
      let count = Double(Self.draws.count / 32)
      #expect(abs(sum / count) < 5 / count.squareRoot())
      #expect(abs(squares / count - 1) < 5 * (2 / count).squareRoot())
    }
  }

  /// Of 10⁸ draws as many lie beyond 4.5, 5 and 5.5 deviations as should.
  @Test func theTailsAreThere() {
    var noise = GaussianNoise(RandomStream(seed: 5))
    let limits: [Float] = [4.5, 5, 5.5]
    var counts = [0, 0, 0]
    var draws = [Float](repeating: 0, count: 1_000_000)
    for _ in 0..<100 {
      for index in draws.indices { draws[index] = 0 }
      noise.add(to: &draws, standardDeviation: 1)
      for draw in draws where abs(draw) > 4.5 {
        for (index, limit) in limits.enumerated() where abs(draw) > limit { counts[index] += 1 }
      }
    }
    for (limit, count) in zip(limits, counts) {
      let expected = 1e8 * erfc(Double(limit) / 2.0.squareRoot())
      #expect(abs(Double(count) - expected) < 5 * expected.squareRoot(), "\(count) beyond \(limit)")
    }
  }

  @Test func theSameSeedGivesTheSameDraws() {
    var one = GaussianNoise(RandomStream(seed: 6))
    var other = GaussianNoise(RandomStream(seed: 6))
    var left = [Float](repeating: 0, count: 77)
    var right = left
    one.add(to: &left, standardDeviation: 2)
    other.add(to: &right, standardDeviation: 2)
    #expect(left == right)
    one.add(to: &left, standardDeviation: 2)
    #expect(left != right)
  }

  /// The operating system's bits become normal by the same arithmetic.
  @Test func theSystemsDrawsAreNormalToo() {
    var noise = GaussianNoise.system
    var draws = [Float](repeating: 0, count: 100_003)
    noise.add(to: &draws, standardDeviation: 3)
    let count = Double(draws.count)
    let mean = draws.reduce(0) { $0 + Double($1) } / count
    let variance = draws.reduce(0) { $0 + Double($1) * Double($1) } / count
    #expect(abs(mean) < 5 * 3 / count.squareRoot())
    #expect(abs(variance / 9 - 1) < 5 * (2 / count).squareRoot())
  }
}
