import TerminalCanvas

/// The Train screen: knobs at the left, what the model learns in the middle, what it gives away at the right.
struct TrainScreen {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let frame = ScreenFrame(state: state)
    switch frame.size {
    case .wide: drawWide(on: &canvas, in: frame.drawWithKnobs(on: &canvas))
    case .medium: drawMedium(on: &canvas, in: frame.drawWithKnobs(on: &canvas))
    case .small: draw(state.focus, on: &canvas, in: frame.drawWithKnobs(on: &canvas))
    }
    frame.drawSentence(on: &canvas)
  }

  private func drawWide(on canvas: inout Canvas, in right: Rect) {
    if state.isZoomed { return draw(state.focus, on: &canvas, in: right) }
    let (curves, leaks) = right.splitLeft(max(41, right.width * 45 / 100))
    for (pane, area) in zip(
      [ExplorerState.Pane.accuracy, .loss, .membership, .epsilon],
      curves.splitLeft(curves.width - 1).left.rows(4))
    {
      draw(pane, on: &canvas, in: area)
    }
    let (pictures, roc) = leaks.splitTop(max(17, leaks.height * 54 / 100))
    draw(.inversion, on: &canvas, in: pictures)
    draw(.roc, on: &canvas, in: roc)
  }

  private func drawMedium(on canvas: inout Canvas, in panes: Rect) {
    if state.isZoomed { return draw(state.focus, on: &canvas, in: panes) }
    let (curves, pictures) = panes.splitLeft(panes.width - 48)
    let halves = curves.splitLeft(curves.width - 1).left.rows(2)
    // A pane that has no place of its own takes the first one while it has the focus.
    let isElsewhere = state.focus == .membership || state.focus == .inversion
    draw(isElsewhere ? .accuracy : state.focus, on: &canvas, in: halves[0])
    draw(.membership, on: &canvas, in: halves[1])
    let (picture, numbers) = pictures.splitTop(17)
    draw(.inversion, on: &canvas, in: picture)
    ReadoutPane(state: state).draw(on: &canvas, in: numbers)
  }

  private func draw(_ pane: ExplorerState.Pane, on canvas: inout Canvas, in area: Rect) {
    let charts = ChartPanes(state: state)
    switch pane {
    case .accuracy: charts.drawAccuracy(on: &canvas, in: area)
    case .loss: charts.drawLoss(on: &canvas, in: area)
    case .membership: charts.drawMembership(on: &canvas, in: area)
    case .epsilon: charts.drawEpsilon(on: &canvas, in: area)
    case .roc: charts.drawROC(on: &canvas, in: area)
    case .inversion: InversionPane(state: state).draw(on: &canvas, in: area)
    }
  }
}
