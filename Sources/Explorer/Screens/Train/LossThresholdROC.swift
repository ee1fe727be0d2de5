import Experiments
import Foundation
import TerminalCanvas

/// The ROC of the loss threshold at the moment that is looked at.
struct LossThresholdROC {
  let subject: Subject
  let glyphs: GlyphSet
  let isLogarithmic: Bool

  var content: PaneContent {
    let paragraph = Paragraph(obstacleToMembershipOf: subject)
    return PaneContent(
      "ROC", notes: notes, body: paragraph.map { .text($0) } ?? .chart(chart),
      sentence: paragraph?.text ?? sentence)
  }

  private var rate: String? {
    subject.moment?.lossThreshold.map { decimal($0.truePositiveRateAt1Percent, or: glyphs) }
  }

  private var sentence: String {
    guard let moment = subject.moment, let result = moment.lossThreshold else {
      return "Nothing has been attacked yet."
    }
    let found =
      result.truePositiveRateAt1Percent.map { "finds \(decimal($0)) of the members" }
      ?? "has too few records to judge"
    return
      "At step \(grouped(moment.step)) the loss threshold \(found) at a false positive rate of 0.01; its AUC is \(decimal(result.areaUnderCurve))."
  }

  private var notes: [[Span]] {
    guard let rate else { return [] }
    let mark = glyphs.diagnosticMark
    let step = Span("  step \(grouped(subject.moment?.step ?? 0))", .dim)
    let whole = Span("\(mark)loss threshold: TPR \(rate) at FPR 0.01", .member)
    let short = Span("\(mark)TPR \(rate) at FPR 0.01", .member)
    return [[whole, step], [whole], [short, step], [short], [Span("\(mark)TPR \(rate)", .member)]]
  }

  private var chart: LineChart {
    let low = isLogarithmic ? 1 / Double(max(2, subject.running.trainSize)) : 0
    let diagonal = (0...100).map { index in
      let x = isLogarithmic ? pow(low, 1 - Double(index) / 100) : Double(index) / 100
      return LineChart.Point(x: x, y: x)
    }
    let label = isLogarithmic ? significant(low) : "0"
    return LineChart(
      series: [
        .init(points: diagonal, ink: .baseline, marker: "-"),
        .init(points: subject.moment?.lossThreshold?.curve ?? [], ink: .member, marker: "*"),
      ], horizontal: low...1, vertical: low...1, horizontalLabels: (label, "false positive rate 1"),
      verticalLabels: (label, "1"), scale: isLogarithmic ? .logarithmic : .linear)
  }
}
