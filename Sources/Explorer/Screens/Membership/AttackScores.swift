import Experiments
import Statistics
import TerminalCanvas

/// The shares of members and of the others at each score of the attack.
struct AttackScores {
  let chosen: ChosenAttack

  var content: PaneContent {
    let glyphs = chosen.glyphs
    let (members, others) = (glyphs.legendMark("*"), glyphs.legendMark("o", .dashed))
    let mark = glyphs.diagnosticMark
    let notes: [[Span]] = [
      [Span("\(mark)\(members)members", .member), Span("  \(others)others", .nonMember)],
      [
        Span("\(mark)\(glyphs.shortLegendMark("*"))members", .member),
        Span(" \(glyphs.shortLegendMark("o", .dashed))others", .nonMember),
      ],
    ]
    guard let entry = chosen.entry else {
      return PaneContent(
        "Scores", term: .scores, notes: notes,
        body: .text(Paragraph(text: chosen.reasonForNothing, space: 1)),
        sentence: chosen.reasonForNothing)
    }
    return PaneContent(
      "Scores", term: .scores, notes: notes, body: .chart(chart(of: entry.histogram)),
      sentence:
        "The scores that \(chosen.title) gives members and others have \(percent(entry.commonShare)) in common."
    )
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

  private func chart(of histogram: Histogram) -> LineChart {
    let top = max(histogram.shares.flatMap { $0 }.max() ?? 1, 0.01)
    return LineChart(
      series: [
        .init(
          "\(chosen.glyphs.diagnosticMark)others", points: histogram.stairs(ofGroup: 1), ink: .nonMember,
          marker: "o",
          stroke: .dashed),
        .init(
          "\(chosen.glyphs.diagnosticMark)members", points: histogram.stairs(ofGroup: 0), ink: .member,
          marker: "*"),
      ], horizontal: histogram.range, vertical: 0...top,
      horizontalLabels: (
        significant(histogram.range.lowerBound), "score \(significant(histogram.range.upperBound))"
      ), verticalLabels: ("0", percent(top)))
  }
}

extension Histogram {
  /// The shares of a group as the outline of its bars.
  func stairs(ofGroup group: Int) -> [LineChart.Point] {
    let width = (range.upperBound - range.lowerBound) / Double(shares[group].count)
    return shares[group].enumerated().flatMap { bin, share in
      [bin, bin + 1].map { LineChart.Point(x: range.lowerBound + Double($0) * width, y: share) }
    }
  }
}
