package import TerminalCanvas

extension FederationScreen {
  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    case .small: return [Placement(focus, area)]
    case .medium:
      // What pictures are in needs all the room there is.
      if Self.details.contains(focus) { return [Placement(focus, area)] }
      let (tiles, below) = area.splitTop(area.height - 8)
      let (left, right) = below.splitLeft(area.width / 2)
      return [
        Placement(.clients, tiles), Placement(.accuracy, left.splitLeft(left.width - 1).left),
        Placement(focus == .readouts ? .readouts : .round, right),
      ]
    case .wide, .huge:
      // Two rows of tiles of digits, and of 30 clients all with their norms.
      let (above, below) = area.splitTop(area.height - (size == .huge ? 12 : 9))
      let (tiles, picture) = above.splitTop(size == .huge ? 12 : 10)
      let (left, right) = below.splitLeft(area.width / 2)
      return [
        Placement(.clients, tiles), Placement(detail, picture),
        Placement(.accuracy, left.splitLeft(left.width - 1).left), Placement(.round, right),
      ]
    }
  }
}
