import PlainText
import TerminalCanvas

/// Rows of words beside each other, under a line that says of what: names at the left, the rest in columns of one width.
package struct TextTable: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package var cells: [String]
    var ink: Ink
  }

  /// Above the columns that follow the names.
  package var headers: [String]
  package var rows: [Row]

  private static let leastNames = 10
  private static let widestColumn = 14

  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let count = max(1, headers.count)
    let width = min(Self.widestColumn, max(4, (area.width - Self.leastNames) / count))
    let (names, columns) = area.splitLeft(max(Self.leastNames, area.width - 1 - count * width))
    let room = max(0, area.height - 1)
    let scroll = min(scroll, max(0, rows.count - room))
    let write = { (canvas: inout Canvas, texts: ArraySlice<String>, row: Int, ink: Ink) in
      for (place, text) in texts.enumerated() {
        let cell = Rect(column: columns.column + place * width, row: row, width: width, height: 1)
        canvas.writeTrailing(glyphs.shortened(text, to: width - 1), row: row, ink: ink, in: cell)
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
}
