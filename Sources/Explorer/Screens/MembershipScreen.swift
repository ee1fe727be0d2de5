import TerminalCanvas

/// The Membership screen: the ROC of the chosen attack under what (ε, δ) allows, its scores, and all attacks beside it.
struct MembershipScreen {
  let state: ExplorerState

  func draw(on canvas: inout Canvas) {
    let frame = ScreenFrame(state: state)
    let panes = frame.drawWithKnobs(on: &canvas)
    if state.isZoomed || frame.size == .small {
      draw(state.membershipFocus, on: &canvas, in: panes)
    } else if frame.size == .wide {
      drawWide(on: &canvas, in: panes)
    } else {
      drawMedium(on: &canvas, in: panes)
    }
    frame.drawSentence(on: &canvas)
  }

  private func drawWide(on canvas: inout Canvas, in panes: Rect) {
    let (charts, lists) = panes.splitLeft(panes.width - AttackListPane.width)
    let (roc, scores) = charts.splitLeft(charts.width - 1).left.splitTop(charts.height - 11)
    draw(.roc, on: &canvas, in: roc)
    draw(.scores, on: &canvas, in: scores)
    let (attacks, numbers) = lists.splitTop(AttackListPane.height)
    draw(.attacks, on: &canvas, in: attacks)
    MembershipNumbersPane(state: state).draw(on: &canvas, in: numbers)
  }

  private func drawMedium(on canvas: inout Canvas, in panes: Rect) {
    let (pane, numbers) = panes.splitLeft(panes.width - MembershipNumbersPane.width)
    draw(state.membershipFocus, on: &canvas, in: pane.splitLeft(pane.width - 1).left)
    MembershipNumbersPane(state: state).draw(on: &canvas, in: numbers)
  }

  private func draw(_ pane: ExplorerState.MembershipPane, on canvas: inout Canvas, in area: Rect) {
    switch pane {
    case .roc: MembershipChartPanes(state: state).drawROC(on: &canvas, in: area)
    case .scores: MembershipChartPanes(state: state).drawScores(on: &canvas, in: area)
    case .attacks: AttackListPane(state: state).draw(on: &canvas, in: area)
    }
  }
}
