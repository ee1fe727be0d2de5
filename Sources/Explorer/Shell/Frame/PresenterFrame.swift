import Experiments
import TerminalCanvas

/// The screen for a projector: few figures, large; one pane with thick curves; what was done last.
struct PresenterFrame {
  let state: ExplorerState

  /// Blocks are read from farther away than dots.
  private var rendering: Rendering {
    var rendering = state.rendering
    if rendering.glyphs != .ascii { rendering.glyphs = .blocks }
    rendering.isBold = true
    return rendering
  }

  private var context: ScreenContext {
    ScreenContext(
      subject: state.subject, rendering: rendering, planted: state.draft.planted, knob: state.selectedKnob,
      isResting: state.isResting)
  }

  private static let digitHeight = 5

  func draw(on canvas: inout Canvas) {
    let lines = StatusLines(state: state)
    let (run, below) = canvas.bounds.splitTop(1)
    lines.drawRun(on: &canvas, in: run)
    let (content, echo) = below.splitTop(below.height - 1)
    drawEcho(on: &canvas, in: echo)
    let (figures, rest) = content.splitTop(content.height >= 17 ? Self.digitHeight + 2 : 2)
    drawHeadlines(on: &canvas, in: figures)
    let (pane, sentence) = rest.splitTop(rest.height - 2)
    let focused = state.screen.focusedContent(
      in: context, besides: state.pinnedSubject().map { ScreenContext(subject: $0, rendering: rendering) })
    canvas.draw(focused, in: pane, isFocused: true, scroll: state.scroll, rendering: rendering)
    lines.drawSentence(on: &canvas, in: sentence)
  }

  private func drawHeadlines(on canvas: inout Canvas, in area: Rect) {
    let headlines = state.screen.headlines(in: context)
    for (headline, part) in zip(headlines, area.columns(headlines.count)) {
      let (name, digits) = part.splitTop(1)
      canvas.write(
        headline.name, column: name.column + 1, row: name.row, ink: headline.ink, isBold: true, in: name)
      guard let value = headline.value else {
        canvas.write(
          "no limit", column: digits.column + 1, row: digits.row + min(1, digits.height - 1),
          ink: headline.ink, isBold: true, in: digits)
        continue
      }
      if digits.height >= Self.digitHeight {
        canvas.writeLarge(
          value, column: digits.column + 1, row: digits.row, ink: headline.ink, in: digits,
          rendering: rendering)
      } else {
        canvas.write(
          value, column: digits.column + 1, row: digits.row, ink: headline.ink, isBold: true, in: digits)
      }
    }
  }

  /// The key that was pressed last and what it did; without one how to leave.
  private func drawEcho(on canvas: inout Canvas, in line: Rect) {
    guard let key = state.presentation.lastKey else {
      var column = line.column + 1
      let hints = [
        "P leaves", "Tab another pane", "\(ExplorerState.screenDigits) screens", "B blank", "F freeze",
      ]
      for hint in hints
      where column + hint.count <= line.column + line.width {
        column = canvas.write("\(hint)   ", column: column, row: line.row, ink: .dim, in: line)
      }
      return
    }
    let column = canvas.write(
      " \(key.label) ", column: line.column + 1, row: line.row, ink: .selection, isBold: true,
      isReversed: true,
      in: line)
    canvas.write(" \(key.title)", column: column, row: line.row, ink: .text, in: line)
  }
}
