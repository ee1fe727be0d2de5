import Attacks
import Experiments
import LinearAlgebra
import PlainText
import Records
import TerminalCanvas

/// What the adversary draws of one class, beside the mean of the class.
struct InversionPane {
  let state: ExplorerState

  func draw(on canvas: inout Canvas, in area: Rect) {
    let inner = canvas.panel(
      "Inversion", note: note, in: area, isFocused: state.focus == .inversion, rendering: state.rendering)
    guard let snapshot = state.snapshot, let moment = state.moment,
      moment.prototypes.rowCount > state.selectedClass
    else { return }
    let prototype = Array(moment.prototypes.row(state.selectedClass))
    let (body, caption) = inner.splitTop(inner.height - 1)
    drawCaption(moment.inversion, on: &canvas, in: caption)
    switch snapshot.data.dataset.layout {
    case .image(let width, let height, _, _):
      drawPictures(
        prototype, truth: snapshot.data.inversionTruth, width: width, height: height, on: &canvas, in: body)
    case .table(let columns):
      drawTable(prototype, truth: snapshot.data.inversionTruth, columns: columns, on: &canvas, in: body)
    }
  }

  private var note: [(text: String, ink: Ink)] {
    guard let snapshot = state.snapshot, let moment = state.moment else { return [] }
    let names = snapshot.data.dataset.classNames
    guard names.indices.contains(state.selectedClass) else { return [] }
    return [
      ("class \(names[state.selectedClass])", .text), (" of \(names.count)", .dim),
      ("  step \(grouped(moment.step))", .dim),
    ]
  }

  private func drawCaption(_ result: InversionResult, on canvas: inout Canvas, in area: Rect) {
    let noun = state.snapshot?.data.classNoun ?? "classes"
    let prototypes = ": prototypes, and no proof of membership"
    var texts = ["what a table gives back is not judged", "a table is not judged"]
    if let found = result.attack.identifiedCount, let guessed = result.control.identifiedCount {
      let share = "\(found) of \(result.attack.candidateCount)"
      texts = [
        "\(share) \(noun) recognised; guessing finds \(guessed)",
        "\(share) \(noun) recognised, \(guessed) guessed", "\(share) found, \(guessed) guessed",
      ]
    }
    canvas.write(
      longest(of: [texts[0] + prototypes] + texts, fitting: area.width), column: area.column, row: area.row,
      ink: .member, in: area)
  }

  private func drawPictures(
    _ prototype: [Float], truth: InversionResult.Truth, width: Int, height: Int, on canvas: inout Canvas,
    in area: Rect
  ) {
    let mark = state.rendering.glyphs.diagnosticMark
    let mean = truth.classMeans[state.selectedClass]
    let pictures = [
      (["drawn from the model", "from the model", "drawn"], prototype, Ink.member),
      (["\(mark)mean of the class", "\(mark)class mean", "\(mark)mean"], mean ?? [], Ink.dim),
    ]
    for ((titles, values, ink), half) in zip(pictures, area.columns(2)) {
      let (label, body) = half.splitTop(1)
      canvas.write(
        longest(of: titles, fitting: label.width - 1), column: label.column, row: label.row, ink: ink,
        in: label.splitLeft(label.width - 1).left)
      guard values.count == width * height else {
        canvas.write("no record of it", column: body.column, row: body.row, ink: .dim, in: body)
        continue
      }
      Heatmap(width: width, height: height, values: values)
        .draw(on: &canvas, in: body.splitLeft(body.width - 1).left, rendering: state.rendering)
    }
  }

  /// The columns in which the class itself differs most from everybody, in deviations from the mean: an order that stays.
  private func drawTable(
    _ prototype: [Float], truth: InversionResult.Truth, columns: [Dataset.Column], on canvas: inout Canvas,
    in area: Rect
  ) {
    let mark = state.rendering.glyphs.diagnosticMark
    let mean = truth.classMeans[state.selectedClass] ?? []
    guard mean.count == prototype.count else { return }
    let order = prototype.indices.sorted {
      abs(mean[$0] - truth.publicMean[$0]) > abs(mean[$1] - truth.publicMean[$1])
    }
    let isPartial = order.count > area.height - 1
    let (names, numbers) = area.splitLeft(area.width - (isPartial ? 1 : 0)).left.splitLeft(
      max(10, area.width - (isPartial ? 24 : 23)))
    let glyphs = state.rendering.glyphs
    canvas.write(
      longest(
        of: ["input, as the network sees it", "as the network sees it", "input"], fitting: names.width - 1),
      column: names.column, row: area.row, ink: .dim, in: names)
    canvas.write("  inverted", column: numbers.column, row: area.row, ink: .member, in: numbers)
    canvas.writeTrailing("\(mark)class mean ", row: area.row, ink: .dim, in: numbers)
    for (row, index) in order.prefix(max(0, area.height - 1)).enumerated() {
      let line = area.row + 1 + row
      canvas.write(
        title(of: columns[index], fitting: names.width - 1), column: names.column,
        row: line, in: names)
      canvas.writeTrailing(
        fixed(Double(prototype[index]), 2), row: line, ink: .member, in: numbers.splitLeft(10).left)
      canvas.writeTrailing(fixed(Double(mean[index]), 2) + " ", row: line, in: numbers)
    }
    canvas.markMore(
      above: false, below: isPartial, in: area, glyphs: glyphs)
  }

  /// Of what is too long the value is kept, for it tells the columns of one name apart.
  private func title(of column: Dataset.Column, fitting width: Int) -> String {
    let glyphs = state.rendering.glyphs
    guard let category = column.category, column.title.displayWidth > width else {
      return glyphs.shortened(column.title, to: width, keepingEnd: true)
    }
    let value = "=" + category
    let room = width - value.displayWidth
    return room < 4
      ? glyphs.shortened(column.title, to: width, keepingEnd: true)
      : glyphs.shortened(column.name, to: room) + value
  }
}
