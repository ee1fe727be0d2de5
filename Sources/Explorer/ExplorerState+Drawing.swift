public import TerminalCanvas

extension ExplorerState {
  /// The screen, a pure function of the state and total at every size.
  public func drawn() -> Canvas {
    var canvas = Canvas(width: width, height: height)
    let smallest = ScreenFrame.smallest
    if width >= smallest.width, height >= smallest.height {
      switch screen {
      case .train: TrainScreen(state: self).draw(on: &canvas)
      case .membership: MembershipScreen(state: self).draw(on: &canvas)
      }
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
      "The screen needs \(needed.width) x \(needed.height).", "This one is \(width) x \(height).",
      isRunning ? "Training goes on." : "Training is paused.", "q quits.",
    ]
    for (row, sentence) in sentences.enumerated() { canvas.write(sentence, column: 0, row: row) }
  }
}
