import Experiments
import Statistics
import TerminalCanvas

/// The record's score as a mark among those of members and others.
struct RecordScorePane {
  let asked: AskedRecord

  var content: PaneContent {
    let glyphs = asked.glyphs
    let score = asked.score
    if score == .withAndWithout, let exposed = asked.exposed, exposed.with != nil || exposed.without != nil {
      return RecordDistributions(asked: asked, exposed: exposed).content
    }
    guard let findings = asked.findings, let standing = score.standing(findings) else {
      let reason = asked.findings.map(score.reason) ?? asked.reasonForNothing
      return PaneContent(
        score.title, term: score.term, otherTerms: [.recordRank],
        body: .text(Paragraph(text: reason, space: 1)),
        sentence: reason)
    }
    let mark = glyphs.diagnosticMark
    let notes: [[Span]] = [
      [
        Span("\(mark)\(glyphs.legendMark("*"))members", .member),
        Span("  \(glyphs.legendMark("o", .dashed))others", .nonMember),
        Span("  \(glyphs.verticalLine) it: \(fixed(standing.score, 2))", .text),
      ],
      [Span("it: \(fixed(standing.score, 2))", .text)],
    ]
    let outsiders = "above \(standing.hundredOutsiders) of 100 outsiders"
    return PaneContent(
      score.title, term: score.term, otherTerms: [.recordRank], notes: notes,
      body: .chart(chart(of: standing)),
      caption: standing.otherCount == 0
        ? nil
        : .init(
          texts: [
            "\(outsiders), \(mark)\(standing.hundredMembers) of 100 members", outsiders,
          ], ink: .text),
      sentence: glyphs.spelled(score.sentence(findings)))
  }

  private func chart(of standing: RecordFindings.Standing) -> LineChart {
    let histogram = standing.histogram
    let range =
      min(histogram.range.lowerBound, standing.score)...max(histogram.range.upperBound, standing.score)
    let top = max(histogram.shares.flatMap { $0 }.max() ?? 1, 0.01)
    let mark = asked.glyphs.diagnosticMark
    return LineChart(
      series: [
        .init(
          "\(mark)others", points: histogram.stairs(ofGroup: 1), ink: .nonMember, marker: "o", stroke: .dashed
        ),
        .init("\(mark)members", points: histogram.stairs(ofGroup: 0), ink: .member, marker: "*"),
      ], horizontal: range, vertical: 0...top,
      horizontalLabels: (significant(range.lowerBound), significant(range.upperBound)),
      verticalLabels: ("0", "\(Int((100 * top).rounded())) %"), cursor: standing.score)
  }
}
