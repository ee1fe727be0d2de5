package import TerminalCanvas

extension ComputationScreen {
  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: return [Placement(focus, area)]
    case .medium:
      // Pictures and rounds need all the room there is.
      guard focus == .answers || focus == .costs else { return [Placement(focus, area)] }
      let (left, right) = area.splitLeft(area.width - 39)
      return [Placement(.answers, left.splitLeft(left.width - 1).left), Placement(.costs, right)]
    case .wide:
      let (above, below) = area.splitTop(area.height - 13)
      // What was sent has no room beside anything.
      guard table == .answers || focus == .costs else {
        return [Placement(detail, above), Placement(.transcript, below)]
      }
      let (left, right) = below.splitLeft(below.width - 38)
      return [
        Placement(detail, above), Placement(.answers, left.splitLeft(left.width - 1).left),
        Placement(.costs, right),
      ]
    case .huge:
      let (left, right) = area.splitLeft(area.width - 42)
      let (above, below) = left.splitLeft(left.width - 1).left.splitTop(left.height - 20)
      let (costs, answers) = right.splitTop(15)
      return [
        Placement(detail, above), Placement(.transcript, below), Placement(.answers, answers),
        Placement(.costs, costs),
      ]
    }
  }
}
