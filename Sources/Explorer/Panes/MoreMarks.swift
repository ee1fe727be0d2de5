import TerminalCanvas

extension Canvas {
  /// Marks in the last column of a part of a list that there is more above or below it.
  mutating func markMore(above: Bool, below: Bool, in area: Rect, glyphs: GlyphSet) {
    guard area.height > 0, area.width > 0 else { return }
    let column = area.column + area.width - 1
    if above { write(glyphs.moreAbove, column: column, row: area.row, ink: .focus, in: area) }
    if below {
      write(glyphs.moreBelow, column: column, row: area.row + area.height - 1, ink: .focus, in: area)
    }
  }
}
