public import TerminalCanvas

extension ExplorerState {
  /// The screen, a pure function of the state and total at every size.
  public func drawn() -> Canvas {
    var canvas = Canvas(width: width, height: height)
    let smallest = TrainScreen.smallest
    guard width >= smallest.width, height >= smallest.height else {
      let sentences = [
        "The screen needs \(smallest.width) x \(smallest.height).", "This one is \(width) x \(height).",
        isRunning ? "Training goes on." : "Training is paused.", "q quits.",
      ]
      for (row, sentence) in sentences.enumerated() { canvas.write(sentence, column: 0, row: row) }
      return canvas
    }
    TrainScreen(state: self).draw(on: &canvas)
    if let overlay { OverlayPane(state: self).draw(overlay, on: &canvas) }
    return canvas
  }
}
