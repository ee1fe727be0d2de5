import PlainText
import TerminalCanvas

/// Rows of words beside each other, under a line that says of what: names at the left, the rest in columns of one width or, where
/// they are fitted, each as wide as its widest cell.
package struct TextTable: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package var cells: [String]
    var ink: Ink
  }

  /// Above the columns that follow the names.
  package var headers: [String]
  package var rows: [Row]
  var isFitted = false

  private static let leastNames = 10
  /// Beside columns that are as narrow as they can be.
  private static let leastNamesWhenFitted = 6
  private static let widestColumn = 14

  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let widths = columnWidths(in: area)
    let total = widths.reduce(0, +)
    let least = isFitted ? Self.leastNamesWhenFitted : Self.leastNames
    let (names, columns) = area.splitLeft(max(least, area.width - 1 - total))
    let room = max(0, area.height - 1)
    let scroll = min(scroll, max(0, rows.count - room))
    let write = { (canvas: inout Canvas, texts: ArraySlice<String>, row: Int, ink: Ink) in
      var column = columns.column
      for (text, width) in zip(texts, widths) {
        let cell = Rect(column: column, row: row, width: width, height: 1)
        canvas.writeTrailing(glyphs.shortened(text, to: width - 1), row: row, ink: ink, in: cell)
        column += width
      }
    }
    write(&canvas, headers[...], area.row, .dim)
    for (offset, row) in rows.dropFirst(scroll).prefix(room).enumerated() {
      let line = area.row + 1 + offset
      canvas.write(
        glyphs.shortened(row.cells[0], to: names.width - 1, keepingEnd: true), column: names.column + 1,
        row: line, ink: row.ink, in: names)
      write(&canvas, row.cells.dropFirst(), line, row.ink)
    }
    canvas.markMore(above: scroll > 0, below: scroll + room < rows.count, in: area, glyphs: glyphs)
  }

  private func columnWidths(in area: Rect) -> [Int] {
    guard isFitted else {
      let width = min(Self.widestColumn, max(4, (area.width - Self.leastNames) / max(1, headers.count)))
      return headers.map { _ in width }
    }
    return headers.indices.map { place in
      1 + ([headers[place]] + rows.map { $0.cells[place + 1] }).map(\.displayWidth).reduce(0, max)
    }
  }
}
