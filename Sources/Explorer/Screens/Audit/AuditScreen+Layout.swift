package import TerminalCanvas

extension AuditScreen {
  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: return [Placement(focus, area)]
    case .medium:
      // Checks have long names, and guesses need a line each.
      guard focus != .lights, focus != .guesses, focus != .readouts else { return [Placement(focus, area)] }
      let (left, right) = area.splitLeft(area.width - AuditFigures.width)
      return [
        Placement(focus == .figures ? .course : focus, left.splitLeft(left.width - 1).left),
        Placement(.figures, right),
      ]
    case .wide:
      let (left, right) = area.splitLeft(area.width - AuditFigures.width - 2)
      let (above, below) = left.splitLeft(left.width - 1).left.splitTop(area.height - 16)
      let (figures, lights) = right.splitTop(area.height - ConformanceLights.height)
      return [
        Placement(.course, above), Placement(detail, below), Placement(.figures, figures),
        Placement(.lights, lights),
      ]
    case .huge:
      let (left, right) = area.splitLeft(area.width - 46)
      let (above, below) = left.splitLeft(left.width - 1).left.splitTop(area.height * 5 / 9)
      let charts = above.columns(2)
      let (figures, rest) = right.splitTop(17)
      let (lights, bugs) = rest.splitTop(ConformanceLights.height)
      return [
        Placement(.course, charts[0].splitLeft(charts[0].width - 1).left), Placement(.roc, charts[1]),
        Placement(.guesses, below), Placement(.figures, figures), Placement(.lights, lights),
        Placement(.bugs, bugs),
      ]
    }
  }
}
