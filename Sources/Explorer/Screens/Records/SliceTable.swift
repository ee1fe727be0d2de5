import Attacks
import Experiments
import PlainText
import Statistics
import TerminalCanvas

/// Who pays: how often the model is right about records that have something in common, and how well they are told apart.
struct SliceTable {
  let asked: AskedRecord

  private var glyphs: GlyphSet { asked.glyphs }

  var content: PaneContent {
    guard let exposure = asked.exposure, let ranking = exposure.ranking,
      let slices = exposure.slicings.isEmpty
        ? nil : exposure.slicings[asked.screen.risk.slicing % exposure.slicings.count],
      let slicing = slices.first?.slicing
    else {
      let reason = glyphs.spelled(asked.reasonForNoList)
      return PaneContent(
        "Slices", term: .slices, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let rows = slices.map { slice in
      TextTable.Row(
        cells: [
          slice.value.harmless, "\(slice.members)/\(slice.others)", decimal(slice.area?.value, or: glyphs),
          interval(slice.area?.interval), decimal(slice.accuracy?.rate, or: glyphs),
          interval(slice.accuracy?.bounds),
        ], ink: slice.area.map { $0.interval.contains(0.5) } ?? true ? .dim : .text)
    }
    return PaneContent(
      "Slices by \(slicing.name.harmless)", term: .slices, otherTerms: [.slices],
      notes: [
        [Span("\(glyphs.diagnosticMark)AUC", .member), Span("  right on new ones ", .test)],
        [Span("\(glyphs.diagnosticMark)AUC, right ", .dim)],
      ],
      body: .table(
        TextTable(headers: ["in/out", "AUC", "95 %", "right", "95 %"], rows: rows, isFitted: true)),
      caption: .init(
        texts: [
          "  by \(glyphs.spelled(ranking.title)), \(asked.listedModels); g: the next slicing",
          "  \(asked.listedModels); g: next", "  g: the next slicing",
        ], ink: .dim),
      sentence: glyphs.spelled(sentence(slices, by: slicing)))
  }

  private func sentence(_ slices: [Slice], by slicing: Slicing) -> String {
    let areas = slices.filter { $0.area != nil }
    guard let most = areas.max(by: { ($0.area?.value ?? 0) < ($1.area?.value ?? 0) }),
      let least = areas.min(by: { ($0.area?.value ?? 0) < ($1.area?.value ?? 0) }),
      let high = most.area?.value, let low = least.area?.value
    else { return "Of the slices by \(slicing.name.harmless) none has enough members and others." }
    return
      "Of the slices by \(slicing.name.harmless) members of \(most.value.harmless) are told from others best, with an AUC of \(decimal(high)), and those of \(least.value.harmless) worst, with \(decimal(low)) (†)."
  }

  /// `.51-.71`.
  private func interval(_ interval: ClosedRange<Double>?) -> String {
    guard let interval else { return "" }
    return [interval.lowerBound, interval.upperBound].map { end in
      let text = fixed(end, 2)
      return text.hasPrefix("0") ? String(text.dropFirst()) : String(text.dropLast())
    }.joined(separator: "-")
  }
}
