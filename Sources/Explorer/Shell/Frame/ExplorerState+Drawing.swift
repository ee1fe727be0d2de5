import Experiments
public import TerminalCanvas

extension ExplorerState {
  /// The screen, a pure function of the state and total at every size.
  public func drawn() -> Canvas {
    if let frozen = presentation.frozen, !presentation.isBlank { return frozen }
    var canvas = Canvas(width: width, height: height)
    let smallest = ScreenFrame.smallest
    if presentation.isBlank {
      drawBlank(on: &canvas)
    } else if width < smallest.width || height < smallest.height {
      drawTooSmall(smallest, on: &canvas)
    } else {
      if presentation.isOn {
        PresenterFrame(state: self).draw(on: &canvas)
      } else {
        let frame = ScreenFrame(state: self)
        frame.draw(on: &canvas)
        for pane in placedContents {
          canvas.draw(
            pane.content, in: pane.area, isFocused: pane.isFocused, isFramed: pane.isFramed,
            scroll: pane.isFocused ? scroll : 0, rendering: rendering)
        }
        frame.drawSentence(on: &canvas)
      }
      if let overlay { OverlayPane(state: self).draw(overlay, on: &canvas) }
    }
    // Titles and the names in a person's files may hold anything.
    if rendering.glyphs == .ascii { canvas.restrictToASCII() }
    return canvas
  }

  /// What the panes of the screen hold, and where they stand.
  var placedContents: [PlacedContent] {
    let frame = ScreenFrame(state: self)
    return screen.placedContents(
      in: frame.panes, readouts: frame.readouts, size: frame.size, isZoomed: isZoomed, context: context,
      pinned: pinnedContext)
  }

  /// What is on the screen, in words and numbers.
  package var shownContents: [PaneContent] { placedContents.map(\.content) }

  /// How many lines of the focused pane do not fit.
  var focusedOverflow: Int {
    placedContents.first { $0.isFocused }.map {
      $0.content.overflow(in: $0.area, isFramed: $0.isFramed)
    } ?? 0
  }

  /// Nothing but how to come back.
  private func drawBlank(on canvas: inout Canvas) {
    canvas.write("B", column: width - 1, row: height - 1, ink: .dim)
  }

  private func drawTooSmall(_ needed: (width: Int, height: Int), on canvas: inout Canvas) {
    let sentences = [
      subject.snapshot.map { "step \(grouped($0.step)), \(subject.isRunning ? "running" : "paused")" }
        ?? "reading",
      "The screen needs \(needed.width) x \(needed.height).", "This one is \(width) x \(height).",
      "q quits, Space pauses; other keys wait.",
    ]
    for (row, line) in sentences.flatMap({ wrapped($0, width: width) }).enumerated() {
      canvas.write(line, column: 0, row: row)
    }
  }
}
