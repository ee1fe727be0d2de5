import Experiments
import PlainText
import TerminalCanvas

/// What lies over the screen: lists, the entry of a value, a question.
struct OverlayPane {
  let state: ExplorerState

  func draw(_ overlay: Overlay, on canvas: inout Canvas) {
    switch overlay {
    case .list(let list) where list.kind == .knobs: drawKnobs(on: &canvas)
    case .list(let list): draw(list, on: &canvas)
    case .entry(let knob, let text, let complaint):
      let inner = box(knob.title, rows: 5, on: &canvas)
      // Of a long text the end is shown, where the typing goes on.
      let typed = end(of: text, fitting: max(8, inner.width - 31))
      let prompt = "now \(KnobPane(state: state).value(of: knob))  new: \(typed)_"
      canvas.write(prompt, column: inner.column + 1, row: inner.row, ink: .focus, in: inner)
      let remark = complaint ?? "Enter sets it, Esc leaves it as it is."
      write(remark, ink: complaint == nil ? .dim : .warning, on: &canvas, in: inner.splitTop(2).rest)
    case .explanation(let term, let scroll): drawExplanation(of: term, from: scroll, on: &canvas)
    case .confirmQuit: drawQuestion(on: &canvas)
    }
  }

  private func drawQuestion(on canvas: inout Canvas) {
    let width = boxWidth(on: canvas) - 4
    let (loss, ink): (String, Ink) =
      state.isLogLost
      ? ("The log of this run could not be saved and would be lost.", .warning)
      : ("The log of this run is \(state.logPath?.harmless ?? "not kept")", .text)
    let lines = wrapped(loss, width: width)
    let inner = box("Quit", rows: lines.count + 1, on: &canvas)
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: inner.column + 1, row: inner.row + row, ink: ink, in: inner)
    }
    canvas.write(
      "q again quits, Esc stays.", column: inner.column + 1, row: inner.row + lines.count, ink: .focus,
      in: inner)
  }

  /// Of a long text the end, where the typing goes on, with a mark for the rest.
  private func end(of text: String, fitting width: Int) -> String {
    text.displayWidth <= width
      ? text : (state.rendering.glyphs == .ascii ? "<" : "…") + text.suffix(columns: width - 1)
  }

  private func boxWidth(on canvas: Canvas) -> Int { Self.boxWidth(inScreenOf: canvas.width) }

  static func boxWidth(inScreenOf width: Int) -> Int { min(width - 2, 90) }

  func box(_ title: String, rows: Int, on canvas: inout Canvas) -> Rect {
    canvas.box(title, in: boxArea(rows: rows, on: canvas), rendering: state.rendering)
  }

  private func boxArea(rows: Int, on canvas: Canvas) -> Rect {
    let width = boxWidth(on: canvas)
    let header = ScreenFrame(state: state).headerHeight
    let height = min(canvas.height - header, rows + 2)
    return Rect(
      column: (canvas.width - width) / 2, row: max(header, (canvas.height - height) / 2), width: width,
      height: height)
  }

  private func write(_ text: String, ink: Ink, on canvas: inout Canvas, in area: Rect) {
    for (row, line) in wrapped(text, width: area.width - 2).enumerated() {
      canvas.write(line, column: area.column + 1, row: area.row + row, ink: ink, in: area)
    }
  }

  private func drawKnobs(on canvas: inout Canvas) {
    let pane = KnobPane(state: state)
    let inner = box("Knobs", rows: pane.height, on: &canvas)
    pane.draw(on: &canvas, in: inner)
  }

  // Lists.

  /// Where the box of a list is, which of its items is the first on the screen, and the rows that items have.
  func rows(of list: ListOverlay) -> (box: Rect, first: Int, rows: Range<Int>) {
    let items = list.items(for: state)
    let layout = layout(of: list, items)
    return (
      layout.box, layout.first, layout.body.row..<layout.body.row + min(layout.body.height, items.count)
    )
  }

  private func layout(
    of list: ListOverlay, _ items: [PaletteItem]
  ) -> (box: Rect, top: Rect, body: Rect, bottom: Rect, first: Int) {
    let screen = Canvas(width: state.width, height: state.height)
    let remark = footnote(
      of: list, choosing: items.indices.contains(list.selection) ? items[list.selection] : nil)
    let remarkHeight = wrapped(remark.text, width: boxWidth(on: screen) - 4).count
    let area = boxArea(rows: max(3, items.count + 1 + remarkHeight), on: screen)
    let (top, rest) = area.inset(by: 1).splitTop(1)
    let (body, bottom) = rest.splitTop(rest.height - remarkHeight)
    return (area, top, body, bottom, max(0, min(list.selection - body.height / 2, items.count - body.height)))
  }

  private func draw(_ list: ListOverlay, on canvas: inout Canvas) {
    let items = list.items(for: state)
    let chosen = items.indices.contains(list.selection) ? items[list.selection] : nil
    let (area, top, body, bottom, first) = layout(of: list, items)
    _ = canvas.box(list.kind.rawValue, in: area, rendering: state.rendering)
    drawPrompt(of: list, on: &canvas, in: top)
    let remark = footnote(of: list, choosing: chosen)
    write(remark.text, ink: remark.ink, on: &canvas, in: bottom)
    let keys = items.map(\.keys.displayWidth).max() ?? 0
    for (offset, item) in items.dropFirst(first).prefix(body.height).enumerated() {
      let line = Rect(column: body.column, row: body.row + offset, width: body.width - 1, height: 1)
      draw(
        item, isChosen: first + offset == list.selection, keys: keys == 0 ? 0 : min(keys, 20) + 2,
        on: &canvas,
        in: line)
    }
    canvas.markMore(
      above: first > 0, below: first + body.height < items.count, in: body, glyphs: state.rendering.glyphs)
  }

  private func drawPrompt(of list: ListOverlay, on canvas: inout Canvas, in line: Rect) {
    let hints = ["Up Down choose", "Enter \(list.kind.verb)", "Esc back", "/ search"]
    // What does not fit whole is left out.
    let hint = hints.dropFirst().reduce(hints[0]) { text, next in
      text.displayWidth + 3 + next.displayWidth <= line.width - 1 ? text + "   " + next : text
    }
    // Of a long text the end is shown, where the typing goes on.
    let prompt = list.filter.map {
      let sign = list.kind == .palette ? ":" : "/"
      guard $0.isEmpty else { return "\(sign)\(end(of: $0, fitting: max(8, line.width - 5)))_" }
      return list.kind == .palette
        ? "\(sign)_  noise 3, theme chalk, goto membership; Up what was typed, Tab completes"
        : "\(sign)_  any word of a title"
    }
    canvas.write(
      prompt ?? hint, column: line.column + 1, row: line.row, ink: prompt == nil ? .dim : .focus, in: line)
  }

  private func draw(
    _ item: PaletteItem, isChosen: Bool, keys: Int, on canvas: inout Canvas, in line: Rect
  ) {
    let glyphs = state.rendering.glyphs
    if isChosen {
      canvas.write(glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, in: line)
    }
    let ink: Ink = item.obstacle != nil ? .dim : isChosen ? .focus : .text
    if keys > 0 {
      canvas.write(
        item.keys, column: line.column + 2, row: line.row, ink: .dim, in: line.splitLeft(keys + 1).left)
    }
    let value = glyphs.spelled(item.value)
    let room = line.width - 3 - keys - (value.isEmpty ? 0 : value.displayWidth + 2)
    canvas.write(
      glyphs.shortened(glyphs.spelled(item.title), to: room), column: line.column + 2 + keys, row: line.row,
      ink: ink, isBold: isChosen, in: line)
    if !value.isEmpty { canvas.writeTrailing("\(value) ", row: line.row, ink: .dim, in: line) }
  }

  private func footnote(
    of list: ListOverlay, choosing item: PaletteItem?
  ) -> (text: String, ink: Ink) {
    let glyphs = state.rendering.glyphs
    if let obstacle = item?.obstacle { return (glyphs.spelled(obstacle), .warning) }
    guard let item else {
      return list.kind == .knobs
        ? ("", .dim) : (glyphs.spelled(state.unknownCommand(list.filter ?? "")), .warning)
    }
    if !item.detail.isEmpty { return (glyphs.spelled(item.detail), .dim) }
    switch list.kind {
    case .help:
      return (
        glyphs.spelled(
          "† is drawn from training data: a diagnostic that ε does not cover. "
            + "ε is that of the steps as run, had the knobs been set beforehand."), .dim
      )
    case .palette: return ("Also a knob and its value, as in `noise 3`. \(state.knobNames)", .dim)
    case .themes:
      return (
        "What is chosen is shown at once; Esc goes back to what was. `theme: NAME` in config.yaml keeps it.",
        .dim
      )
    case .presets, .knobs, .runs, .screens, .exports: return ("", .dim)
    }
  }
}
