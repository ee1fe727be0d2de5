import Experiments
import Statistics
package import TerminalCanvas

extension [ComparisonReport.Variant] {
  /// Accuracy against leakage, a letter a variant, with the interval of the area and the spread of the accuracy over seeds: to the
  /// left less is leaked, and above more is got right.
  ///
  /// - Parameter chosen: the variant that is looked at.
  package func scatter(choosing chosen: Int? = nil) -> ScatterChart {
    let points = indices.compactMap { place -> ScatterChart.Point? in
      let variant = self[place]
      guard let area = variant.area, let accuracy = variant.comparedAccuracy else { return nil }
      var reach: ClosedRange<Double>?
      if let low = variant.areaLow, let high = variant.areaHigh { reach = low...high }
      return ScatterChart.Point(
        mark: ComparisonReport.Variant.mark(place), name: variant.name, x: area, y: accuracy,
        horizontalReach: reach,
        verticalReach: variant.comparedAccuracySpread.map { accuracy - $0...accuracy + $0 },
        ink: variant.isFrontier ? .good : .text, isChosen: place == chosen)
    }
    let horizontal = ScatterChart.axis(points.map(\.x), within: 0.45...1)
    let vertical = ScatterChart.axis(points.map(\.y), within: 0...1)
    return ScatterChart(
      points: points, horizontal: horizontal, vertical: vertical,
      horizontalLabels: (
        horizontal.lowerBound.written(2), "AUC of online LiRA", horizontal.upperBound.written(2)
      ),
      verticalLabels: (
        vertical.lowerBound.written(2),
        contains { $0.comparedAccuracy != $0.testAccuracy } ? "balanced test accuracy" : "test accuracy",
        vertical.upperBound.written(2)
      ))
  }
}

extension ScatterChart {
  /// From the tenth below the least to the tenth above the largest.
  fileprivate static func axis(_ values: [Double], within limits: ClosedRange<Double>) -> ClosedRange<Double>
  {
    guard let least = values.min(), let largest = values.max() else { return limits }
    let low = max(limits.lowerBound, (10 * least - 0.2).rounded(.down) / 10)
    let high = min(limits.upperBound, (10 * largest + 0.2).rounded(.up) / 10)
    return min(low, least)...max(high, largest, low + 0.1)
  }
}
