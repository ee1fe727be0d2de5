import Experiments
public import TerminalCanvas

extension ExplorerState {
  /// The screen, a pure function of the state and total at every size.
  public func drawn() -> Canvas {
    var canvas = Canvas(width: width, height: height)
    let smallest = ScreenFrame.smallest
    if width >= smallest.width, height >= smallest.height {
      let frame = ScreenFrame(state: self)
      let area = frame.drawWithKnobs(on: &canvas)
      let panes = screen.placedContents(
        in: area, size: frame.size, isZoomed: isZoomed, context: frame.context)
      for pane in panes {
        canvas.draw(
          pane.content, in: pane.area, isFocused: pane.isFocused, isFramed: pane.isFramed,
          rendering: rendering)
      }
      frame.drawSentence(on: &canvas)
      if let overlay { OverlayPane(state: self).draw(overlay, on: &canvas) }
    } else {
      drawTooSmall(smallest, on: &canvas)
    }
    // Titles and the names in a person's files may hold anything.
    if rendering.glyphs == .ascii { canvas.restrictToASCII() }
    return canvas
  }

  private func drawTooSmall(_ needed: (width: Int, height: Int), on canvas: inout Canvas) {
    let sentences = [
      subject.snapshot.map { "step \(grouped($0.step)), \(subject.isRunning ? "running" : "paused")" }
        ?? "reading",
      "The screen needs \(needed.width) x \(needed.height).", "This one is \(width) x \(height).", "q quits.",
    ]
    for (row, line) in sentences.flatMap({ wrapped($0, width: width) }).enumerated() {
      canvas.write(line, column: 0, row: row)
    }
  }
}
