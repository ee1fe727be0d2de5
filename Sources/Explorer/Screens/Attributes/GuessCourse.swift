import Attacks
import Experiments
import Statistics
import TerminalCanvas

/// The shares guessed rightly over the steps of the run: where members and others part further than chance, having been in the
/// training set did it.
struct GuessCourse {
  let chosen: ChosenGuess

  private var glyphs: GlyphSet { chosen.glyphs }
  private var mark: String { chosen.mark }

  var content: PaneContent {
    guard chosen.obstacle == nil, let course = chosen.findings?.course.values, let gap = chosen.gap else {
      return PaneContent(
        "Gap over steps", term: .guessesOverSteps, otherTerms: [.guessGap],
        body: .text(Paragraph(text: glyphs.spelled(chosen.reasonForNothing), space: 1)),
        sentence: chosen.reasonForNothing)
    }
    let sentence =
      "Members are guessed \(perHundred(abs(gap.value))) of 100 \(gap.value < 0 ? "less" : "more") often than others\(gap.interval.contains(0) ? ", which may be chance" : "")."
    return PaneContent(
      "Gap over steps", term: .guessesOverSteps, otherTerms: [.guessGap],
      notes: [[Span(difference(gap.value), .member)]],
      body: .chart(chart(of: course), key: key), sentence: sentence)
  }

  private func difference(_ gap: Double) -> String {
    "\(mark)gap \(gap < 0 ? "-" : "+")\(fixed(abs(gap), 3))"
  }

  private var key: ChartKey {
    ChartKey(
      spans: [
        Span("\(glyphs.shortLegendMark("*"))\(mark)members", .member),
        Span("  \(glyphs.shortLegendMark("o", .dashed))\(mark)others", .nonMember),
      ], remarks: ["  \(glyphs.shortLegendMark("=", .dashDotted))no model"], remarkInk: .test)
  }

  private func chart(of course: [AttributeFindings.Shares]) -> LineChart {
    let members = points(course) { $0.byMethod[chosen.method]?.members }
    let others = points(course) { $0.byMethod[chosen.method]?.nonMembers }
    let imputed = points(course) { $0.imputation }
    let values = (members + others + imputed).map(\.y)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let range = max(0, (low * 10).rounded(.down) / 10)...min(1, (high * 10).rounded(.up) / 10 + 0.05)
    let last = max(1, chosen.subject.moment?.step ?? 1, course.last?.step ?? 1)
    return LineChart(
      series: [
        .init("without the model", points: imputed, ink: .test, marker: "=", stroke: .dashDotted),
        .init("\(mark)others", points: others, ink: .nonMember, marker: "o", stroke: .dashed),
        .init("\(mark)members", points: members, ink: .member, marker: "*"),
      ], horizontal: 0...Double(last), vertical: range,
      horizontalLabels: ("0", "step \(grouped(last))"),
      verticalLabels: (decimal(range.lowerBound, 1), significant(range.upperBound)),
      cursor: chosen.subject.isLookingBack ? chosen.subject.moment.map { Double($0.step) } : nil)
  }

  private func points(
    _ course: [AttributeFindings.Shares], _ share: (AttributeFindings.Shares) -> Double?
  ) -> [LineChart.Point] {
    course.compactMap { shares in share(shares).map { .init(x: Double(shares.step), y: $0) } }
  }
}
