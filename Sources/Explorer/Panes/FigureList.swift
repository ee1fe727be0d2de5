import PlainText
import TerminalCanvas

/// A figure and what it is.
package struct Figure: Hashable, Sendable {
  let name: String
  let value: String
  /// The value as a number, where it has one: what a difference is taken of.
  var amount: Double?
  var ink = Ink.text
}

/// Figures one below another, names at the left and values at the right; where one line has no room for both, on two.
package struct FigureList: Hashable, Sendable {
  let figures: [Figure]
  /// Blanks before the names.
  let indent: Int

  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let heights = figures.map { height(of: $0, width: area.width) }
    let isPartial = heights.reduce(0, +) > area.height
    // A mark that there is more has a column of its own.
    let column = isPartial ? area.splitLeft(area.width - 1).left : area
    var row = area.row
    for (figure, height) in zip(figures, heights) {
      guard row + height <= area.row + area.height else { break }
      canvas.write(figure.name, column: column.column + indent, row: row, ink: .dim, in: column)
      row += height
      canvas.writeTrailing(figure.value + " ", row: row - 1, ink: figure.ink, in: column)
    }
    canvas.markMore(above: false, below: isPartial, in: area, glyphs: glyphs)
  }

  private func height(of figure: Figure, width: Int) -> Int {
    indent + figure.name.displayWidth + 2 + figure.value.displayWidth + 1 > width ? 2 : 1
  }
}
