#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The number of successes in so many independent trials, each with that rate.
public struct BinomialDistribution: Hashable, Sendable {
  public let trials: Int
  /// From the least count kept on, the probability of at most that count; counts left out are below 10⁻¹⁸ of the
  /// likeliest.
  private let cumulative: [Double]
  private let first: Int

  /// - Precondition: trials is not negative, and the rate lies in [0, 1].
  public init(trials: Int, rate: Double) {
    precondition(trials >= 0 && (0...1).contains(rate))
    self.trials = trials
    let mode = min(trials, Int(Double(trials + 1) * rate))
    let odds = rate / (1 - rate)
    var (below, above) = ([Double](), [1.0])
    // Ratios of neighbours, from the mode outwards: no factorial is formed, and nothing overflows.
    var (count, term) = (mode, 1.0)
    while count > 0, rate < 1 {
      term *= Double(count) / (Double(trials - count + 1) * odds)
      guard term > 1e-18 else { break }
      below.append(term)
      count -= 1
    }
    (count, term) = (mode, 1.0)
    while count < trials {
      term *= Double(trials - count) / Double(count + 1) * odds
      guard term > 1e-18 else { break }
      above.append(term)
      count += 1
    }
    first = mode - below.count
    var sum = 0.0
    var sums = (below.reversed() + above).map { term in
      sum += term
      return sum
    }
    for index in sums.indices { sums[index] /= sum }
    cumulative = sums
  }

  /// The counts whose probabilities are kept.
  public var support: ClosedRange<Int> { first...first + cumulative.count - 1 }

  /// The probability of at most `count` successes.
  public func probability(ofAtMost count: Int) -> Double {
    count < first ? 0 : count >= support.upperBound ? 1 : cumulative[count - first]
  }

  /// The probability of exactly `count` successes; a difference of two sums, so less exact far out than `logProbability`.
  public func probability(of count: Int) -> Double {
    probability(ofAtMost: count) - probability(ofAtMost: count - 1)
  }

  /// ln of the probability of exactly `count` successes, however small.
  public static func logProbability(of count: Int, trials: Int, rate: Double) -> Double {
    let (hits, misses, all) = (Double(count), Double(trials - count), Double(trials))
    if count == 0 { return all * log1p(-rate) }
    if misses == 0 { return all * log(rate) }
    // Loader, _Fast and Accurate Computation of Binomial Probabilities_, 2000: no large logarithms cancel.
    let stirling = stirlingError(all) - stirlingError(hits) - stirlingError(misses)
    let deviance = deviance(hits, expected: all * rate) + deviance(misses, expected: all * (1 - rate))
    return stirling - deviance + log(all / (2 * Double.pi * hits * misses)) / 2
  }

  /// ln n! less Stirling's formula for it.
  private static func stirlingError(_ n: Double) -> Double {
    guard n > 15 else { return lgamma(n + 1) - (n + 0.5) * log(n) + n - log(2 * Double.pi) / 2 }
    let square = n * n
    return
      (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1 / (1188 * square)) / square) / square) / square)
      / n
  }

  /// x ln (x / m) + m − x.
  private static func deviance(_ x: Double, expected m: Double) -> Double {
    guard abs(x - m) < 0.1 * (x + m) else { return x * log(x / m) + m - x }
    let ratio = (x - m) / (x + m)
    var sum = (x - m) * ratio
    var term = 2 * x * ratio
    for index in 1..<1000 {
      term *= ratio * ratio
      let next = sum + term / Double(2 * index + 1)
      if next == sum { break }
      sum = next
    }
    return sum
  }
}
