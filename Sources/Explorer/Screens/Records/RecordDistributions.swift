import Experiments
import Statistics
import TerminalCanvas

/// The margins that reference models give a member at risk: those that were trained on it, and those that were not, with its margin
/// under the model as a mark between them.
struct RecordDistributions {
  let asked: AskedRecord
  let exposed: ExposedRecord

  private static let binCount = 16

  var content: PaneContent {
    let glyphs = asked.glyphs
    let (with, without) = (glyphs.legendMark("*"), glyphs.legendMark("o", .dashed))
    let deleted = asked.deletion.map { ["deleted it would have \(fixed($0.deleted.after, 2))"] } ?? []
    return PaneContent(
      RecordScore.withAndWithout.title, term: .marginsWithAndWithout,
      notes: [
        [
          Span("\(with)with it", .member), Span("  \(without)without", .nonMember),
          Span("  \(glyphs.verticalLine) it: \(fixed(exposed.margin, 2))", .text),
        ],
        [Span("it: \(fixed(exposed.margin, 2))", .text)],
      ],
      body: .chart(chart),
      caption: .init(
        texts: deleted + [
          "\(exposed.marginsWith.count) models with it, \(exposed.marginsWithout.count) without", "",
        ], ink: .text),
      sentence: glyphs.spelled(Self.sentence(exposed) ?? ""))
  }

  private var chart: LineChart {
    let histogram = Histogram([exposed.marginsWith, exposed.marginsWithout], binCount: Self.binCount)
    let range =
      min(histogram.range.lowerBound, exposed.margin)...max(histogram.range.upperBound, exposed.margin)
    let top = max(histogram.shares.flatMap { $0 }.max() ?? 1, 0.01)
    return LineChart(
      series: [
        .init(
          "without it", points: histogram.stairs(ofGroup: 1), ink: .nonMember, marker: "o", stroke: .dashed),
        .init("with it", points: histogram.stairs(ofGroup: 0), ink: .member, marker: "*"),
      ], horizontal: range, vertical: 0...top,
      horizontalLabels: (significant(range.lowerBound), significant(range.upperBound)),
      verticalLabels: ("0", "\(Int((100 * top).rounded())) %"), cursor: exposed.margin)
  }

  /// nil without reference models.
  static func sentence(_ exposed: ExposedRecord) -> String? {
    guard let with = exposed.with, let without = exposed.without else { return nil }
    return
      "The margin is \(fixed(exposed.margin, 2)); \(with.count) models trained on the record have \(fixed(with.mean, 2)) on average, and \(without.count) without it \(fixed(without.mean, 2)) (†)."
  }
}
