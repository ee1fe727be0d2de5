/// All that is done to one cell of the screen: the colours of its glyph and of what lies under it, and attributes.
package struct CellLook: Hashable, Sendable {
  package var foreground: Look.Color = .own
  package var background: Look.Color = .own
  package var attributes: Look.Attributes = []

  package init() {}

  package init(_ cell: Cell, theme: Theme, depth: ColorDepth) {
    let look = theme.look(of: cell.ink, at: depth)
    foreground = look.color
    background = theme.background(at: depth)
    attributes = look.attributes
    if let field = cell.field.map({ theme.look(of: $0, at: depth) }) {
      background = field.color
      attributes.formUnion(field.attributes.intersection(.reverse))
    }
    if cell.isBold { attributes.insert(.bold) }
    if cell.isReversed { attributes.insert(.reverse) }
  }

  /// Whether a blank shows nothing of it but the background.
  var isPlainUnderBlank: Bool { attributes.isDisjoint(with: [.reverse, .underline]) }
}

/// A cell as a terminal shows it: two that look the same are equal.
struct ShownCell: Hashable, Sendable {
  var glyph: Unicode.Scalar = " "
  var look = CellLook()

  init() {}

  init(_ cell: Cell, theme: Theme, depth: ColorDepth) {
    glyph = cell.glyph
    look = CellLook(cell, theme: theme, depth: depth)
    // Of a blank no one sees in what colour it is written.
    if glyph == " ", look.isPlainUnderBlank {
      let background = look.background
      look = CellLook()
      look.background = background
    }
  }

  var isContinuation: Bool { glyph == Cell.continuation }
}

extension Canvas {
  /// As they are shown, row by row.
  func shown(theme: Theme, depth: ColorDepth) -> [ShownCell] {
    // Neighbours mostly look alike.
    var last: (cell: Cell, shown: ShownCell)?
    return cells.map { cell in
      if let last, last.cell == cell { return last.shown }
      let shown = ShownCell(cell, theme: theme, depth: depth)
      last = (cell, shown)
      return shown
    }
  }
}
