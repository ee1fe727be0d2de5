import TerminalCanvas

/// The Train screen: knobs at the left, what the model learns in the middle, what it gives away at the right.
struct TrainScreen {
  let state: ExplorerState

  /// The smallest terminal with anything to see, and those with room for two columns and for all panes.
  static let smallest = (width: 60, height: 16)
  private static let medium = (width: 80, height: 24)
  private static let wide = (width: 110, height: 30)

  /// The explanations fit one wide line, or two narrow ones.
  private var sentenceHeight: Int { fits(Self.wide) ? 1 : 2 }

  func draw(on canvas: inout Canvas) {
    if fits(Self.wide) {
      drawWide(on: &canvas)
    } else if fits(Self.medium) {
      drawMedium(on: &canvas)
    } else {
      drawSmall(on: &canvas)
    }
    // Last, for a long sentence lies over the panes.
    let sentence = Rect(
      column: 0, row: canvas.height - 1 - sentenceHeight, width: canvas.width, height: sentenceHeight)
    StatusLines(state: state).drawSentence(on: &canvas, in: sentence)
  }

  private func fits(_ size: (width: Int, height: Int)) -> Bool {
    state.width >= size.width && state.height >= size.height
  }

  private func drawWide(on canvas: inout Canvas) {
    let content = drawFrame(on: &canvas, hasTabs: true)
    let (left, right) = content.splitLeft(31)
    let column = left.splitLeft(30).left
    let (knobs, readouts) = column.splitTop(KnobPane.height + 2)
    let inner = canvas.panel("Knobs", in: knobs, rendering: state.rendering)
    KnobPane(state: state).draw(on: &canvas, in: inner)
    let numbers = canvas.panel("Now", in: readouts, rendering: state.rendering)
    ReadoutPane(state: state).draw(on: &canvas, in: numbers)
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

  private func drawMedium(on canvas: inout Canvas) {
    let content = drawFrame(on: &canvas, hasTabs: true)
    let (line, panes) = content.splitTop(1)
    KnobPane(state: state).drawLine(on: &canvas, in: line)
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

  private func drawSmall(on canvas: inout Canvas) {
    let content = drawFrame(on: &canvas, hasTabs: false)
    let (line, pane) = content.splitTop(1)
    KnobPane(state: state).drawLine(on: &canvas, in: line)
    draw(state.focus, on: &canvas, in: pane)
  }

  /// Draws the lines above and below; returns what is left between.
  private func drawFrame(on canvas: inout Canvas, hasTabs: Bool) -> Rect {
    let lines = StatusLines(state: state)
    var rest = canvas.bounds
    if hasTabs {
      let (tabs, below) = rest.splitTop(1)
      lines.drawTabs(on: &canvas, in: tabs)
      rest = below
    }
    let (run, below) = rest.splitTop(1)
    lines.drawRun(on: &canvas, in: run)
    let (content, bottom) = below.splitTop(below.height - sentenceHeight - 1)
    lines.drawFooter(on: &canvas, in: bottom.splitTop(sentenceHeight).rest)
    return content
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
