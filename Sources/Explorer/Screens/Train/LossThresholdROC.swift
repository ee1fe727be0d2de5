import Experiments
import TerminalCanvas

/// The ROC of the loss threshold at the moment that is looked at.
struct LossThresholdROC {
  let subject: Subject
  let glyphs: GlyphSet
  let isLogarithmic: Bool

  var content: PaneContent {
    let paragraph = Paragraph(obstacleToLossesOf: subject)
    return PaneContent(
      "ROC", term: .rocCurve, otherTerms: [.foundAtOnePercent], notes: notes,
      body: paragraph.map { .text($0) } ?? .chart(chart),
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
      "At \(subject.stepNoun) \(grouped(moment.step)) the loss threshold \(found) at a false positive rate of 0.01; its AUC is \(decimal(result.areaUnderCurve))."
  }

  private var notes: [[Span]] {
    guard let rate else { return [] }
    let mark = glyphs.diagnosticMark
    let step = Span("  \(subject.stepNoun) \(grouped(subject.moment?.step ?? 0))", .dim)
    let whole = Span("\(mark)loss threshold: TPR \(rate) at FPR 0.01", .member)
    let short = Span("\(mark)TPR \(rate) at FPR 0.01", .member)
    return [[whole, step], [whole], [short, step], [short], [Span("\(mark)TPR \(rate)", .member)]]
  }

  private var chart: LineChart {
    let leastRate = 1 / Double(max(2, subject.running.trainSize))
    return ROCAxes(isLogarithmic: isLogarithmic, leastRate: leastRate).chart(
      [
        .init(
          "\(glyphs.diagnosticMark)loss threshold", points: subject.moment?.lossThreshold?.curve ?? [],
          ink: .member, marker: "*")
      ], chance: "-")
  }
}
