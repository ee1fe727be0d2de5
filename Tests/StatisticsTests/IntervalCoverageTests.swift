import Foundation
import Statistics
import Testing

/// How often 95 % intervals hold a truth that is known. `Tests/ReferenceValues/interval_coverage.py` tries many more cells
/// and sets.
struct IntervalCoverageTests {
  private static let setCount = 300
  /// An interval that holds 95 % of the time holds fewer of so many sets than this once in a thousand cells: the binomial's
  /// own quantile, 272.
  private static let leastCount: Int = {
    let held = BinomialDistribution(trials: setCount, rate: 0.95)
    return held.support.first { held.probability(ofAtMost: $0) > 1e-3 } ?? 0
  }()

  struct Cell: CustomTestStringConvertible, Sendable {
    let count: Int
    let area: Double
    /// How far apart the means of the two normal distributions of deviation 1 are: √2 Φ⁻¹(area).
    let distance: Double
    let limit: Double
    var testDescription: String { "\(count) of a side, area \(area), limit \(limit)" }
  }

  static let cells = [
    Cell(count: 100, area: 0.5, distance: 0, limit: 0.1),
    Cell(count: 200, area: 0.7, distance: 0.7416143, limit: 0.01),
    Cell(count: 100, area: 0.95, distance: 2.3261743, limit: 0.1),
    Cell(count: 1000, area: 0.95, distance: 2.3261743, limit: 0.001),
    Cell(count: 100, area: 0.999, distance: 4.3702484, limit: 0.01),
    Cell(count: 1000, area: 0.999, distance: 4.3702484, limit: 0.01),
  ]

  @Test(arguments: cells)
  func intervalsHoldTheTruth(cell: Cell) throws {
    #expect(abs(NormalDistribution.cumulative(cell.distance / 2.0.squareRoot()) - cell.area) < 1e-7)
    let rate = accused(above: threshold(accusing: cell.limit) - cell.distance)
    var stream = RandomStream(seed: 17)
    var held = (area: 0, rate: 0, precision: 0)
    for _ in 0..<Self.setCount {
      let members = (0..<cell.count).map { _ in cell.distance + normal(using: &stream) }
      let others = (0..<cell.count).map { _ in normal(using: &stream) }
      let curve = ROCCurve(memberScores: members, nonMemberScores: others)
      #expect(curve.areaInterval.lowerBound < curve.areaInterval.upperBound)
      let detection = try curve.detection(atFalsePositiveRate: cell.limit)
      held.area += curve.areaInterval.contains(cell.area) ? 1 : 0
      held.rate += detection.interval.contains(rate) ? 1 : 0
      // The lowest score above the first non-member too many: the threshold that was used.
      let next = others.sorted(by: >)[detection.falseAlarms]
      let used = try #require((members + others).filter { $0 > next }.min())
      let truth = (found: accused(above: used - cell.distance), alarms: accused(above: used))
      let precision = try #require(detection.precision(prior: 0.01))
      let share = 0.01 * truth.found / (0.01 * truth.found + 0.99 * truth.alarms)
      held.precision += precision.interval.contains(share) ? 1 : 0
      #expect(precision.interval.contains(precision.value) && detection.interval.contains(detection.value))
    }
    #expect(held.area >= Self.leastCount && held.rate >= Self.leastCount)
    #expect(held.precision >= Self.leastCount, "\(held)")
  }

  private func accused(above score: Double) -> Double { NormalDistribution.cumulative(-score) }

  private func threshold(accusing rate: Double) -> Double {
    var (low, high) = (-10.0, 10.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if accused(above: middle) > rate { low = middle } else { high = middle }
    }
    return low
  }

  /// The polar method of Marsaglia.
  private func normal(using stream: inout RandomStream) -> Double {
    while true {
      let (x, y) = (2 * stream.uniform() - 1, 2 * stream.uniform() - 1)
      let square = x * x + y * y
      if square > 0, square < 1 { return x * (-2 * log(square) / square).squareRoot() }
    }
  }
}
