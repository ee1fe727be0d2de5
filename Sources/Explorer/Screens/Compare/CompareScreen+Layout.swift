import Experiments
package import TerminalCanvas

extension CompareScreen {
  package func layout(_ area: Rect, size: ScreenSize) -> [Placement<Pane>] {
    switch size {
    // A table needs the width.
    case .small: return [Placement(focus, area)]
    case .medium:
      let (pane, numbers) = area.splitLeft(area.width - VariantFigures.width)
      let isNumbers = focus == .numbers || focus == .readouts
      return [
        Placement(isNumbers ? .scatter : focus, pane.splitLeft(pane.width - 1).left),
        Placement(focus == .readouts ? .readouts : .numbers, numbers),
      ]
    case .wide, .huge:
      // Under its rule a header, a line for each variant, and the caption.
      let wanted = max(8, (findings?.variants.count ?? 0) + 3)
      let (above, table) = area.splitTop(max(area.height - wanted, area.height * 45 / 100))
      let (scatter, numbers) = above.splitLeft(above.width - VariantFigures.width)
      return [
        Placement(.scatter, scatter.splitLeft(scatter.width - 1).left), Placement(.numbers, numbers),
        Placement(.table, table),
      ]
    }
  }
}
