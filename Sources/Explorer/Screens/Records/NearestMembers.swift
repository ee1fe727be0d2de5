import Experiments
import LinearAlgebra
import PlainText
import Records
import TerminalCanvas

/// The members that are nearest to the record, as the network sees both: pictures, or fields side by side.
struct NearestMembers {
  let asked: AskedRecord

  private var glyphs: GlyphSet { asked.glyphs }

  var content: PaneContent {
    guard let editor = asked.editor, let findings = asked.findings, let data = asked.subject.snapshot?.data,
      let first = findings.nearest.first
    else {
      return PaneContent(
        "Nearest members", term: .nearestMembers,
        body: .text(Paragraph(text: asked.reasonForNothing, space: 1)), sentence: asked.reasonForNothing)
    }
    let mark = glyphs.diagnosticMark
    let names = editor.form.classNames
    let copy = first.distance == 0 ? "; the first is the record itself" : ""
    return PaneContent(
      "Nearest members", term: .nearestMembers,
      notes: [[Span("\(mark)\(findings.nearest.count) of the training set", .member)]],
      body: body(editor, findings, data, names: names),
      sentence: glyphs.spelled(
        "The nearest of the members (†) is at a distance of \(fixed(first.distance, 2)), with the label \(names[first.label].harmless)\(copy)."
      ))
  }

  private func body(
    _ editor: RecordEditor, _ findings: RecordFindings, _ data: ExperimentData, names: [String]
  ) -> PaneContent.Body {
    let mark = glyphs.diagnosticMark
    switch editor.form.shape {
    case .picture(let width, let height, _):
      return .pictures(
        findings.nearest.map { near in
          let label = names[near.label].harmless
          return Picture(
            titles: [
              "\(mark)label \(label), at \(fixed(near.distance, 2))",
              "\(mark)\(label) at \(fixed(near.distance, 1))",
              "\(mark)\(label)",
            ], ink: .member,
            heatmap: Heatmap(
              width: width, height: height, values: data.dataset.values.row(near.index).map { Float($0) }))
        })
    case .table:
      let others = findings.nearest.map { near in
        (near, Array(data.dataset.values.row(near.index)))
      }
      let own = findings.record
      let labels = [own.label] + findings.nearest.map(\.label)
      var rows = [
        TextTable.Row(
          cells: ["distance", ""] + findings.nearest.map { fixed($0.distance, 2) }, ink: .dim),
        row("label", labels.map { names[$0] }),
      ]
      rows += editor.form.fields.map { field in
        row(field.name, [field.text(in: own.values)] + others.map { field.text(in: $0.1) })
      }
      return .table(
        TextTable(headers: ["yours"] + others.indices.map { "\(mark)\($0 + 1)" }, rows: rows))
    }
  }

  /// Where all agree it is dim.
  private func row(_ name: String, _ cells: [String]) -> TextTable.Row {
    TextTable.Row(
      cells: [name.harmless] + cells.map(\.harmless),
      ink: cells.allSatisfy { $0 == cells[0] } ? .dim : .text)
  }
}
