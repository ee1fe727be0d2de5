import PlainText
import TerminalCanvas

/// Rows of which one is chosen, with what is known of each in columns: as many columns as there is room for, the first ones before
/// the others.
package struct ChoiceTable: Hashable, Sendable {
  package struct Column: Hashable, Sendable {
    package var title: String
    /// In cells, with the blanks before it.
    var width: Int
    /// Whether the rows are in its order: there is always room for it.
    package var isOrder = false
  }

  package struct Row: Hashable, Sendable {
    package var title: String
    var ink: Ink
    /// One for each column.
    package var cells: [String]
  }

  package var columns: [Column]
  package var rows: [Row]
  package var chosen: Int

  /// Columns that go before titles in full.
  private static let leastColumns = 2
  private static let leastTitle = 20

  /// The columns that there is room for, by their places.
  private func shown(in width: Int) -> [Int] {
    // Before a title stands the mark of the chosen one, and behind the last column the mark that there is more.
    let titles = (rows.map(\.title.displayWidth).max() ?? 0) + 3
    let inTurn =
      columns.indices.filter { columns[$0].isOrder } + columns.indices.filter { !columns[$0].isOrder }
    var shown = [Int]()
    var room = width
    for place in inTurn {
      room -= columns[place].width
      guard room >= (shown.count < Self.leastColumns ? Self.leastTitle : titles) else { break }
      shown.append(place)
    }
    return shown.sorted()
  }

  private func firstRow(in area: Rect, scroll: Int) -> Int {
    let room = max(0, area.height - 1)
    let last = max(0, rows.count - room)
    return scroll > 0 ? min(scroll, last) : max(0, min(chosen - room / 2, last))
  }

  /// The row that `draw` puts there while nothing is scrolled; nil for the header and below the last.
  func row(atRow row: Int, in area: Rect) -> Int? {
    let place = firstRow(in: area, scroll: 0) + row - area.row - 1
    return row > area.row && rows.indices.contains(place) ? place : nil
  }

  /// Where the area is too low for all of it, the part around the chosen row, or what it was scrolled to.
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let shown = shown(in: area.width)
    let figures = shown.reduce(0) { $0 + columns[$1].width }
    let names = max(8, area.width - figures - 1)
    let first = firstRow(in: area, scroll: scroll)
    let room = max(0, area.height - 1)
    var column = area.column + names
    for place in shown {
      let width = columns[place].width
      let cell = Rect(column: column, row: area.row, width: width, height: area.height)
      canvas.writeTrailing(
        glyphs.shortened(columns[place].title, to: width - 1), row: area.row,
        ink: columns[place].isOrder ? .focus : .dim, in: cell)
      for (offset, row) in rows.dropFirst(first).prefix(room).enumerated() {
        canvas.writeTrailing(row.cells[place], row: area.row + 1 + offset, ink: row.ink, in: cell)
      }
      column += width
    }
    for (offset, row) in rows.dropFirst(first).prefix(room).enumerated() {
      let line = Rect(column: area.column, row: area.row + 1 + offset, width: names, height: 1)
      let isChosen = first + offset == chosen
      if isChosen {
        canvas.write(
          glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, isBold: true, in: line)
      }
      canvas.write(
        glyphs.shortened(row.title, to: names - 2, keepingEnd: true), column: line.column + 2, row: line.row,
        ink: isChosen ? .focus : row.ink, isBold: isChosen, in: line)
    }
    canvas.markMore(above: first > 0, below: first + room < rows.count, in: area, glyphs: glyphs)
  }

  /// Read aloud, row by row: each figure after its column's name.
  var spoken: String {
    rows.map { row in
      let figures = zip(columns, row.cells).filter { !$1.isEmpty }.map { "\($0.title) \($1)" }
      return ([row.title] + figures).joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
