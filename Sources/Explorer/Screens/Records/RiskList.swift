import Attacks
import Experiments
import PlainText
import Records
import TerminalCanvas

/// The members whom the model betrays most, the first of them first.
struct RiskList {
  let asked: AskedRecord

  private var glyphs: GlyphSet { asked.glyphs }

  var content: PaneContent {
    guard let exposure = asked.exposure, let first = exposure.records.first,
      let names = asked.subject.snapshot?.data.dataset.classNames, let ranking = exposure.ranking
    else {
      let reason = glyphs.spelled(asked.reasonForNoList)
      return PaneContent(
        "At risk", term: .recordsAtRisk, body: .text(Paragraph(text: reason, space: 1)), sentence: reason)
    }
    let mark = glyphs.diagnosticMark
    let risk = asked.screen.risk
    let chosen = exposure.records.firstIndex { $0.candidate == asked.exposed?.candidate }
    let models = asked.listedModels
    return PaneContent(
      "At risk", term: .recordsAtRisk, otherTerms: [.attacksThatFind],
      notes: [
        [Span("\(mark)row: label", .member), Span("   score margin found by ", .dim)],
        [Span("\(mark)score margin found by ", .dim)],
      ],
      body: .list(
        ChoiceList(
          rows: exposure.records.enumerated().map { place, record in
            row(record, place, names, of: exposure, isHere: place == (risk.isEntered ? risk.row : chosen))
          }, chosen: risk.isEntered ? risk.row : chosen ?? -1)),
      caption: .init(
        texts: [
          "  by \(glyphs.spelled(ranking.title)), \(models)\(risk.isEntered ? "; Enter chooses" : "; r enters")",
          "  by \(glyphs.spelled(ranking.title)), \(models)", "  \(models)",
        ], ink: .dim),
      sentence: glyphs.spelled(
        "Of the members (†) \(ranking.title) finds row \(first.index) most, trained as \(names[first.label ?? 0].harmless), with a score of \(fixed(first.score, 2)); \(first.foundBy.count) of \(exposure.attackCount) attacks find it."
      ))
  }

  private func row(
    _ record: ExposedRecord, _ place: Int, _ names: [String], of exposure: ExposureFindings, isHere: Bool
  ) -> ChoiceList.Row {
    let label = record.label.map { names[$0].harmless } ?? ""
    let figures = [
      fixed(record.score, 1), fixed(record.margin, 1), "\(record.foundBy.count)",
    ].map { String(repeating: " ", count: max(0, 7 - $0.count)) + $0 }
    return ChoiceList.Row(
      title: "\(place + 1)  \(record.index): \(label)\(wrong(record))", ink: isHere ? .focus : .text,
      value: figures.joined(), valueInk: isHere ? .focus : record.foundBy.isEmpty ? .dim : .member,
      amount: record.score)
  }

  /// What the file says where the label is wrong.
  private func wrong(_ record: ExposedRecord) -> String {
    for case .wrongLabel(let file) in record.reasons ?? [] { return ", file \(file.harmless)" }
    return ""
  }
}
