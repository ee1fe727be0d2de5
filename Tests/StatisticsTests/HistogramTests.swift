import Statistics
import Testing

struct HistogramTests {
  @Test func everyScoreIsCountedOnce() {
    let members = (0..<1000).map { Double($0) / 100 }
    let others = (0..<400).map { Double($0) / 100 } + [.infinity, -.infinity, .nan, 1e9]
    let histogram = Histogram([members, others], binCount: 10)
    for shares in histogram.shares { #expect(abs(shares.reduce(0, +) - 1) < 1e-12) }
    #expect(histogram.range.upperBound < 11)
    #expect(histogram.shares[1][9] >= 2.0 / 404 && histogram.shares[1][0] >= 2.0 / 404)
  }

  @Test func equalScoresHaveARange() {
    let histogram = Histogram([[1, 1], [1]], binCount: 4)
    #expect(histogram.range == 0.5...1.5)
    #expect(histogram.shares == [[0, 0, 1, 0], [0, 0, 1, 0]])
    #expect(Histogram([[], [.nan]], binCount: 2).shares == [[0, 0], [1, 0]])
  }
}
