import PlainText
import TerminalCanvas

/// A figure and what it is.
struct Figure {
  let name: String
  let value: String
  var ink = Ink.text
}

/// Figures one below another, names at the left and values at the right; where one line has no room for both, on two.
struct FigureList {
  let figures: [Figure]
  /// Blanks before the names.
  let indent: Int

  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    var row = area.row
    for figure in figures {
      let needsTwo = indent + figure.name.displayWidth + 1 + figure.value.displayWidth + 1 > area.width
      guard row + (needsTwo ? 1 : 0) < area.row + area.height else {
        return canvas.markMore(above: false, below: true, in: area, glyphs: glyphs)
      }
      canvas.write(figure.name, column: area.column + indent, row: row, ink: .dim, in: area)
      if needsTwo { row += 1 }
      canvas.writeTrailing(figure.value + " ", row: row, ink: figure.ink, in: area)
      row += 1
    }
  }
}
