import Experiments
import PlainText
import TerminalCanvas

/// The knobs, and what they mean just now.
struct KnobPane {
  let state: ExplorerState

  /// A row a knob, under the two headings that say when a change takes effect.
  var height: Int { state.visibleKnobs.count + 2 }

  /// Where the area is too low for all of it, the part around the chosen knob.
  func draw(on canvas: inout Canvas, in area: Rect) {
    let rows = rows
    let first = firstRow(in: area)
    let width = area.width - (rows.count > area.height ? 1 : 0)
    for (offset, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let line = Rect(column: area.column, row: area.row + offset, width: width, height: 1)
      switch row {
      case .heading(let text): canvas.write(text, column: line.column + 1, row: line.row, ink: .dim, in: line)
      case .knob(let knob): draw(knob, on: &canvas, in: line)
      }
    }
    canvas.markMore(
      above: first > 0, below: first + area.height < rows.count, in: area, glyphs: state.rendering.glyphs)
  }

  private enum Row: Hashable {
    case heading(String)
    case knob(Knob)
  }

  private var rows: [Row] {
    let knobs = state.visibleKnobs
    return [.heading("from the next \(state.subject.stepNoun) on")] + knobs.filter(\.isLive).map(Row.knob)
      + [.heading("from a restart on (R)")] + knobs.filter { !$0.isLive }.map(Row.knob)
  }

  private func firstRow(in area: Rect) -> Int {
    let chosen = rows.firstIndex(of: .knob(state.selectedKnob)) ?? 0
    return max(0, min(chosen - area.height / 2, rows.count - area.height))
  }

  /// The knob that stands there, as `draw` puts them.
  func knob(atRow row: Int, in area: Rect) -> Knob? {
    let index = firstRow(in: area) + row - area.row
    guard row >= area.row, rows.indices.contains(index), case .knob(let knob) = rows[index] else {
      return nil
    }
    return knob
  }

  private func draw(_ knob: Knob, on canvas: inout Canvas, in line: Rect) {
    let isSelected = knob == state.selectedKnob
    let ink: Ink = isSelected ? .focus : .text
    if isSelected {
      canvas.write(
        state.rendering.glyphs.selectionMark, column: line.column, row: line.row, ink: ink, isBold: true,
        in: line)
    }
    canvas.write(knob.title, column: line.column + 2, row: line.row, ink: ink, isBold: isSelected, in: line)
    let isPending = state.isPending(knob)
    canvas.writeTrailing(
      value(of: knob) + (isPending ? "*" : " "), row: line.row, ink: isPending ? .warning : ink, in: line)
  }

  func value(of knob: Knob) -> String {
    if let remark = knob.remark(knob.isLive ? state.shownKnobs : state.draft) { return remark }
    return shortened(knob)
  }

  private func shortened(_ knob: Knob) -> String {
    let text = state.shownKnobs[knob].description.harmless
    // Of a path its end says which file it is.
    return text.displayWidth > 16 ? "..." + text.suffix(columns: 13) : text
  }

  /// The knobs that fit one line, each in its columns: it begins where the chosen one is still on it.
  func pieces(in line: Rect) -> [(text: String, knob: Knob, columns: Range<Int>)] {
    let knobs = state.visibleKnobs.filter(\.isLive) + state.visibleKnobs.filter { !$0.isLive }
    let pieces = knobs.map { knob in
      let mark = knob == state.selectedKnob ? String(state.rendering.glyphs.selectionMark) : " "
      // The chosen one by a word, for letters say little to who sees them first.
      let name =
        knob == state.selectedKnob && knob.symbol.count <= 2
        ? "\(knob.title.prefix { $0 != " " }) \(state.rendering.glyphs.spelled(knob.symbol))"
        : state.rendering.glyphs.spelled(knob.symbol)
      let value = knob.valueInEffect(state.shownKnobs)?.description ?? shortened(knob)
      return "\(mark)\(name) \(value)\(state.isPending(knob) ? "*" : "") "
    }
    let selected = knobs.firstIndex(of: state.selectedKnob) ?? 0
    var first = 0
    // Both ends have room for a mark that there is more.
    while first < selected, pieces[first...selected].reduce(0, { $0 + $1.displayWidth }) > line.width - 1 {
      first += 1
    }
    var column = line.column
    var placed: [(text: String, knob: Knob, columns: Range<Int>)] = []
    for index in first..<pieces.count {
      let end = column + pieces[index].displayWidth
      guard end <= line.column + line.width else { break }
      placed.append((pieces[index], knobs[index], column..<end))
      column = end
    }
    return placed
  }

  /// One line with the live knobs, for screens that have no room for a column.
  func drawLine(on canvas: inout Canvas, in line: Rect) {
    let pieces = pieces(in: line)
    for (text, knob, columns) in pieces {
      let isSelected = knob == state.selectedKnob
      canvas.write(
        text, column: columns.lowerBound, row: line.row, ink: isSelected ? .focus : .text, isBold: isSelected,
        in: line)
    }
    let marks = state.rendering.glyphs == .ascii ? (left: "<", right: ">") : (left: "‹", right: "›")
    let knobs = state.visibleKnobs.filter(\.isLive) + state.visibleKnobs.filter { !$0.isLive }
    if pieces.last?.knob != knobs.last {
      canvas.writeTrailing(marks.right, row: line.row, ink: .focus, in: line)
    }
    if pieces.first?.knob != knobs.first {
      canvas.write(marks.left, column: line.column, row: line.row, ink: .focus, in: line)
    }
  }

  /// What the chosen knob does, with the numbers it has now.
  var explanation: String {
    let knob = state.selectedKnob
    let settings =
      !knob.isLive ? state.draft : state.subject.isLookingBack ? state.shownKnobs : state.live
    return state.rendering.glyphs.spelled(knob.explanation(settings))
  }
}
