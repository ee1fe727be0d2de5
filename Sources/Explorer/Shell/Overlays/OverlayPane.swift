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
    case .explanation(let scroll):
      let explanation = PrivacyExplanation(state: state)
      let lines = explanation.lines
      let inner = box(state.rendering.glyphs.spelled("What ε is made of"), rows: lines.count, on: &canvas)
      let first = min(scroll, explanation.lastScroll)
      for (row, line) in lines.dropFirst(first).prefix(inner.height).enumerated() {
        canvas.write(line, column: inner.column + 1, row: inner.row + row, in: inner)
      }
      canvas.markMore(
        above: first > 0, below: first + inner.height < lines.count, in: inner, glyphs: state.rendering.glyphs
      )
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

  private func box(_ title: String, rows: Int, on canvas: inout Canvas) -> Rect {
    let width = boxWidth(on: canvas)
    let header = ScreenFrame(state: state).headerHeight
    let height = min(canvas.height - header, rows + 2)
    let area = Rect(
      column: (canvas.width - width) / 2, row: max(header, (canvas.height - height) / 2), width: width,
      height: height)
    return canvas.box(title, in: area, rendering: state.rendering)
  }

  private func write(_ text: String, ink: Ink, on canvas: inout Canvas, in area: Rect) {
    for (row, line) in wrapped(text, width: area.width - 2).enumerated() {
      canvas.write(line, column: area.column + 1, row: area.row + row, ink: ink, in: area)
    }
  }

  private func drawKnobs(on canvas: inout Canvas) {
    let inner = box("Knobs", rows: KnobPane.height, on: &canvas)
    KnobPane(state: state).draw(on: &canvas, in: inner)
  }

  private func draw(_ list: ListOverlay, on canvas: inout Canvas) {
    let items = list.items(for: state)
    let chosen = items.indices.contains(list.selection) ? items[list.selection] : nil
    let remark = footnote(of: list, choosing: chosen)
    let remarkHeight = wrapped(remark.text, width: boxWidth(on: canvas) - 4).count
    let inner = box(list.kind.rawValue, rows: max(3, items.count + 1 + remarkHeight), on: &canvas)
    let (top, rest) = inner.splitTop(1)
    let (body, bottom) = rest.splitTop(rest.height - remarkHeight)
    let verb = list.kind == .presets ? "starts a new run" : "gives the command"
    let hints = ["Up Down choose", "Enter \(verb)", "Esc back", "/ search"]
    // What does not fit whole is left out.
    let hint = hints.dropFirst().reduce(hints[0]) { line, next in
      line.displayWidth + 3 + next.displayWidth <= top.width - 1 ? line + "   " + next : line
    }
    // Of a long text the end is shown, where the typing goes on.
    let prompt = list.filter.map {
      let sign = list.kind == .palette ? ":" : "/"
      return $0.isEmpty
        ? "\(sign)_  type a command, or choose one with the arrows"
        : "\(sign)\(end(of: $0, fitting: max(8, top.width - 5)))_"
    }
    canvas.write(
      prompt ?? hint, column: top.column + 1, row: top.row, ink: prompt == nil ? .dim : .focus, in: top)
    write(remark.text, ink: remark.ink, on: &canvas, in: bottom)
    let first = max(0, min(list.selection - body.height / 2, items.count - body.height))
    for (offset, item) in items.dropFirst(first).prefix(body.height).enumerated() {
      let isSelected = first + offset == list.selection
      let row = body.row + offset
      if isSelected {
        canvas.write(
          state.rendering.glyphs.selectionMark, column: body.column, row: row, ink: .focus, in: body)
      }
      let ink: Ink = item.obstacle != nil ? .dim : isSelected ? .focus : .text
      let keys = list.kind == .presets ? 0 : 18
      if keys > 0 {
        canvas.write(
          item.detail, column: body.column + 2, row: row, ink: .dim, in: body.splitLeft(keys + 1).left)
      }
      let glyphs = state.rendering.glyphs
      canvas.write(
        glyphs.shortened(glyphs.spelled(item.title), to: body.width - 3 - keys),
        column: body.column + 2 + keys, row: row, ink: ink, isBold: isSelected, in: body)
    }
    canvas.markMore(
      above: first > 0, below: first + body.height < items.count, in: body, glyphs: state.rendering.glyphs)
  }

  private func footnote(
    of list: ListOverlay, choosing item: ListOverlay.Item?
  ) -> (text: String, ink: Ink) {
    if let obstacle = item?.obstacle { return (obstacle, .warning) }
    if item == nil, list.kind != .knobs { return ("Nothing is called so.", .warning) }
    let epsilon = state.rendering.glyphs.epsilon
    switch list.kind {
    case .help:
      let mark = state.rendering.glyphs.diagnosticMark
      return (
        "\(mark) is drawn from training data: a diagnostic that \(epsilon) does not cover. "
          + "\(epsilon) is that of the steps as run, had the knobs been set beforehand.", .dim
      )
    case .palette:
      return ("Also `set` with a knob and a value. \(ListOverlay.knobNames)", .dim)
    case .presets, .knobs:
      return (item?.detail ?? "", .dim)
    }
  }
}
