import TerminalCanvas

/// The axes of a ROC curve, with the diagonal of chance: linear ones from 0, or logarithmic ones from the least rate that
/// records can show.
struct ROCAxes {
  let isLogarithmic: Bool
  let leastRate: Double

  private var low: Double { isLogarithmic ? leastRate : 0 }

  /// - Parameters:
  ///   - series: drawn over the diagonal, in order.
  ///   - chance: what the diagonal is drawn with where there is only ASCII.
  func chart(_ series: [LineChart.Series], chance: Unicode.Scalar) -> LineChart {
    let diagonal = LineChart.Series(
      "chance", points: [low, 1].map { .init(x: $0, y: $0) }, ink: .baseline, marker: chance, stroke: .dotted,
      isReference: true)
    let label = isLogarithmic ? significant(low) : "0"
    return LineChart(
      series: [diagonal] + series, horizontal: low...1, vertical: low...1,
      horizontalLabels: (label, "false positive rate 1"), verticalLabels: (label, "1"),
      scale: isLogarithmic ? .logarithmic : .linear)
  }
}
