import PlainText
import TerminalCanvas

/// A figure, and what it is a figure of.
package struct Figure: Hashable, Sendable {
  package let name: String
  package var value: String
  package let term: Term
  /// The value as a number, where it has one: what a difference is taken of.
  package var amount: Double?
  var ink = Ink.text
  /// From the pinned run's number to this one.
  package var difference: String?
}

/// Figures one below another, names at the left and values at the right; where one line has no room for both, on two.
package struct FigureList: Hashable, Sendable {
  package var figures: [Figure]
  /// Blanks before the names.
  let indent: Int

  /// Without as many of the first as are scrolled away.
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let scroll = min(scroll, overflow(in: area))
    let shown = figures.dropFirst(scroll)
    let heights = shown.map { height(of: $0, width: area.width - 1) }
    let isPartial = heights.reduce(0, +) > area.height
    // A mark that there is more has a column of its own.
    let column = isPartial || scroll > 0 ? area.splitLeft(area.width - 1).left : area
    var row = area.row
    for (figure, height) in zip(shown, heights) {
      guard row + height <= area.row + area.height else { break }
      canvas.write(figure.name, column: column.column + indent, row: row, ink: .dim, in: column)
      row += height
      var values = column
      if let difference = figure.difference {
        canvas.writeTrailing(difference + " ", row: row - 1, ink: .pinned, in: column)
        values = column.splitLeft(column.width - difference.displayWidth - 2).left
      }
      canvas.writeTrailing(
        figure.value + (figure.difference == nil ? " " : ""), row: row - 1, ink: figure.ink, in: values)
    }
    canvas.markMore(above: scroll > 0, below: isPartial, in: area, glyphs: glyphs)
  }

  /// How many of the first have to go for the last to be seen.
  func overflow(in area: Rect) -> Int {
    var room = area.height
    var fitting = 0
    for figure in figures.reversed() {
      room -= height(of: figure, width: area.width - 1)
      guard room >= 0 else { break }
      fitting += 1
    }
    return figures.count - fitting
  }

  private func height(of figure: Figure, width: Int) -> Int {
    let difference = figure.difference.map { $0.displayWidth + 1 } ?? 1
    return indent + figure.name.displayWidth + 1 + figure.value.displayWidth + 1 + difference > width ? 2 : 1
  }
}
