import Experiments
import PlainText
import Records
import TerminalCanvas

/// The record itself: a form, or a picture to draw on.
struct RecordPane {
  let asked: AskedRecord

  private var glyphs: GlyphSet { asked.glyphs }

  var content: PaneContent {
    guard let editor = asked.editor else {
      return PaneContent(
        "Record", term: .typedRecord, body: .text(Paragraph(text: asked.reasonForNothing, space: 1)),
        sentence: asked.reasonForNothing)
    }
    return PaneContent(
      "Record", term: .typedRecord, otherTerms: [.plantedRecord],
      notes: [[origin(of: editor), place], [place]],
      body: body(of: editor),
      caption: .init(texts: captions(of: editor), ink: asked.screen.isEntered ? .text : .dim),
      sentence: glyphs.spelled(spoken(editor)))
  }

  /// What it was begun with; a member's carries the mark of what ε does not cover.
  private func origin(of editor: RecordEditor) -> Span {
    let edited = editor.isEdited ? ", edited" : ""
    let isPicture = editor.form.shape != .table
    return switch editor.origin {
    case .usual: Span("\(isPicture ? "empty" : "median")\(edited)", .dim)
    case .outsider: Span("an outsider\(edited)", .nonMember)
    case .member: Span("\(glyphs.diagnosticMark)a member\(edited)", .member)
    case .planted(let place): Span("planted record \(place + 1)\(edited)", .dim)
    case .atRisk: Span("\(glyphs.diagnosticMark)a member at risk\(edited)", .member)
    }
  }

  private var place: Span {
    switch (asked.isPlanted, asked.isToBePlanted) {
    case (true, true): Span("  in the training set", .member)
    case (true, false): Span("  out with R", .warning)
    case (false, true): Span("  planted with R", .warning)
    case (false, false): Span("", .dim)
    }
  }

  private func body(of editor: RecordEditor) -> PaneContent.Body {
    let record = editor.record
    switch editor.form.shape {
    case .picture(let width, let height, let largest):
      return .grid(
        PixelGrid(
          width: width, height: height, shades: record.values.map { Float($0 / largest) },
          cursor: asked.screen.isEntered ? editor.cursor : nil))
    case .table:
      let isEntered = asked.screen.isEntered
      let lines =
        [("label", editor.form.classNames[record.label])]
        + editor.form.fields.map { ($0.name, $0.text(in: record.values)) }
      let rows = lines.enumerated().map { place, line in
        let isHere = isEntered && place == editor.cursor
        let typed = isHere ? editor.typed.map { "\($0)_" } : nil
        return ChoiceList.Row(
          title: line.0.harmless, ink: isHere ? .focus : place == 0 ? .title : .text,
          value: typed ?? line.1.harmless, valueInk: isHere ? .focus : .text)
      }
      return .list(ChoiceList(rows: rows, chosen: isEntered ? editor.cursor : -1))
    }
  }

  private func captions(of editor: RecordEditor) -> [String] {
    let label = "label \(editor.form.classNames[editor.record.label].harmless)"
    guard asked.screen.isEntered else { return ["\(label); Enter or i edits", "i edits"] }
    switch editor.form.shape {
    case .picture(let width, _, let largest):
      let (x, y) = (editor.cursor % width + 1, editor.cursor / width + 1)
      let ink = RecordField.text(of: editor.record.values[editor.cursor])
      return [
        "\(label); column \(x), row \(y): \(ink) of \(RecordField.text(of: largest))",
        "\(label); \(x), \(y): \(ink)",
      ]
    case .table:
      guard let (place, field) = editor.field else {
        return ["label: one of \(editor.form.classNames.count)"]
      }
      switch field.kind {
      case .categories(let names):
        return ["one of \(names.count): \(names.joined(separator: ", ").harmless)", "one of \(names.count)"]
      case .number:
        let value = editor.record.values[field.columns.lowerBound]
        let range = editor.form.range(ofField: place, with: value)
        return [
          "\(RecordField.text(of: range.lowerBound)) to \(RecordField.text(of: range.upperBound)), by \(RecordField.text(of: editor.form.scales[place]?.step ?? 1))"
        ]
      }
    }
  }

  private func spoken(_ editor: RecordEditor) -> String {
    let record = editor.record
    let label = editor.form.classNames[record.label].harmless
    let origin = origin(of: editor).text
    switch editor.form.shape {
    case .picture(let width, let height, _):
      let inked = record.values.count { $0 > 0 }
      return
        "A picture of \(width) x \(height) with ink on \(inked) pixels and the label \(label) (\(origin))\(place.text)."
    case .table:
      let fields = editor.form.fields.map { "\($0.name) \($0.text(in: record.values))" }
      return
        "A record with the label \(label) (\(origin))\(place.text): \(fields.joined(separator: ", ").harmless)."
    }
  }
}
