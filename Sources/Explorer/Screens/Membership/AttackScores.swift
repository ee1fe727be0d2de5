import Experiments
import Statistics
import TerminalCanvas

/// The shares of members and of the others at each score of the attack.
struct AttackScores {
  let chosen: ChosenAttack

  var content: PaneContent {
    let glyphs = chosen.glyphs
    let notes = [
      Span("\(glyphs.diagnosticMark)\(glyphs.legendMark("*"))members", .member),
      Span("  \(glyphs.legendMark("o", .dashed))others", .nonMember),
    ]
    guard let histogram = chosen.entry?.histogram else {
      return PaneContent(
        "Scores", notes: [notes], body: .text(Paragraph(text: chosen.reasonForNothing, space: 1)),
        sentence: chosen.reasonForNothing)
    }
    let common = zip(histogram.shares[0], histogram.shares[1]).reduce(0) { $0 + min($1.0, $1.1) }
    return PaneContent(
      "Scores", notes: [notes], body: .chart(chart(of: histogram)),
      sentence:
        "The scores that \(chosen.title) gives members and others have \(percent(common)) in common.")
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

  private func chart(of histogram: Histogram) -> LineChart {
    let top = max(histogram.shares.flatMap { $0 }.max() ?? 1, 0.01)
    return LineChart(
      series: [
        .init("others", points: stairs(histogram, 1), ink: .nonMember, marker: "o", stroke: .dashed),
        .init("members", points: stairs(histogram, 0), ink: .member, marker: "*"),
      ], horizontal: histogram.range, vertical: 0...top,
      horizontalLabels: (
        significant(histogram.range.lowerBound), "score \(significant(histogram.range.upperBound))"
      ), verticalLabels: ("0", percent(top)))
  }

  private func stairs(_ histogram: Histogram, _ group: Int) -> [LineChart.Point] {
    let shares = histogram.shares[group]
    let width = (histogram.range.upperBound - histogram.range.lowerBound) / Double(shares.count)
    return shares.enumerated().flatMap { bin, share in
      [bin, bin + 1].map { .init(x: histogram.range.lowerBound + Double($0) * width, y: share) }
    }
  }
}
