import Statistics
import Testing

struct RandomStreamTests {
  /// A split is decided by seed and names alone, so that a new consumer moves no one's numbers.
  @Test func splitsDoNotDependOnWhatWasDrawn() {
    var used = RandomStream(seed: 7)
    for _ in 0..<100 { _ = used.next() }
    var fresh = RandomStream(seed: 7).split("noise")
    var late = used.split("noise")
    #expect((0..<10).map { _ in fresh.next() } == (0..<10).map { _ in late.next() })
  }

  @Test func differentNamesAndSeedsGiveDifferentStreams() {
    var firsts = Set<UInt64>()
    for seed in 0..<50 as Range<UInt64> {
      let root = RandomStream(seed: seed)
      for name in ["noise", "batches", "dropout", "pool", "members"] {
        var stream = root.split(name)
        firsts.insert(stream.next())
      }
    }
    #expect(firsts.count == 250)
  }

  /// Kolmogorov-Smirnov on 10⁵ draws: the statistic exceeds 1.95 / √n once in a thousand seeds, and this seed is fixed.
  @Test func uniformDrawsAreUniform() {
    var stream = RandomStream(seed: 3)
    let draws = (0..<100_000).map { _ in stream.uniform() }.sorted()
    #expect(kolmogorovSmirnov(draws) { $0 } < 1.95 / 100_000.0.squareRoot())
  }
}

/// The largest distance between the distribution of sorted draws and a cumulative distribution function.
func kolmogorovSmirnov(_ sorted: [Double], _ cumulative: (Double) -> Double) -> Double {
  let count = Double(sorted.count)
  return sorted.enumerated().map { index, value in
    let expected = cumulative(value)
    return max(abs(Double(index) / count - expected), abs(Double(index + 1) / count - expected))
  }.max() ?? 1
}
