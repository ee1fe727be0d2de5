/// How two groups of scores lie along one axis.
public struct Histogram: Hashable, Sendable {
  /// What the axis shows: all but the half per cent of the scores at either end, which are counted in the outermost bins.
  public let range: ClosedRange<Double>
  /// The share of each group in each bin, from the left.
  public let shares: [[Double]]

  /// - Parameter groups: scores; what is not finite is counted in the outermost bin of its side, and NaN at the left.
  public init(_ groups: [[Double]], binCount: Int) {
    precondition(binCount > 0)
    let sorted = groups.flatMap { $0 }.filter(\.isFinite).sorted()
    let cut = sorted.count / 200
    let low = sorted.isEmpty ? 0 : sorted[cut]
    let high = sorted.isEmpty ? 1 : sorted[sorted.count - 1 - cut]
    let range = low < high ? low...high : low - 0.5...low + 0.5
    self.range = range
    let width = range.upperBound - range.lowerBound
    shares = groups.map { scores in
      var counts = [Double](repeating: 0, count: binCount)
      for score in scores {
        let place = (score - range.lowerBound) / width * Double(binCount)
        let bin = place.isNaN ? 0 : Int(min(Double(binCount - 1), max(0, place)))
        counts[bin] += 1 / Double(scores.count)
      }
      return counts
    }
  }
}
