import Attacks
import Experiments
import TerminalCanvas

/// Over the steps of the run, the share of classes that are recognised: by two who may disagree, and of the control.
struct InversionCourse {
  let chosen: ChosenInversion

  private var mark: String { chosen.glyphs.diagnosticMark }

  var content: PaneContent {
    guard let study = chosen.study else { return chosen.nothing("Recognised", term: .recognisedOverSteps) }
    guard study.judgement.identifiedCount != nil else {
      let reason = "What a table gives back is not judged."
      return PaneContent(
        "Recognised", term: .recognisedOverSteps, body: .text(Paragraph(text: reason, space: 1)),
        sentence: reason)
    }
    let glyphs = chosen.glyphs
    let course = chosen.course
    let last = Double(max(1, course.last?.step ?? 1))
    let curve = {
      (name: String, ink: Ink, marker: Unicode.Scalar, stroke: Stroke, value: (InversionStudy) -> Double?) in
      LineChart.Series(
        name,
        points: course.compactMap { moment in value(moment.study).map { .init(x: Double(moment.step), y: $0) }
        },
        ink: ink, marker: marker, stroke: stroke)
    }
    let chart = LineChart(
      series: [
        curve("control", .baseline, "-", .dotted) { $0.control.identificationTop1 },
        curve("\(mark)network", .nonMember, "o", .dashed) { $0.judgement.secondIdentifierTop1 },
        curve("\(mark)means", .member, "*", .solid) { $0.judgement.identificationTop1 },
      ], horizontal: 0...last, vertical: 0...1, horizontalLabels: ("0", "step \(grouped(Int(last)))"),
      verticalLabels: ("0", "1"),
      cursor: chosen.subject.isLookingBack ? chosen.subject.moment.map { Double($0.step) } : nil,
      leastMargin: 5)
    return PaneContent(
      "Recognised", term: .recognisedOverSteps, otherTerms: [.recognised, .secondIdentifier],
      notes: [
        [
          Span("\(glyphs.legendMark("*"))\(mark)means", .member),
          Span("  \(glyphs.legendMark("o", .dashed))\(mark)network", .nonMember),
        ],
        [
          Span("\(glyphs.shortLegendMark("*"))means", .member),
          Span(" \(glyphs.shortLegendMark("o", .dashed))network", .nonMember),
        ],
      ], body: .chart(chart),
      sentence:
        "Over \(course.count) moments of the run the share of \(chosen.noun) that are recognised is drawn, the control's beside it."
    )
  }
}
