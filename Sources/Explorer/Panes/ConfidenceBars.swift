import PlainText
import TerminalCanvas

/// Shares as bars, one below another.
package struct ConfidenceBars: Hashable, Sendable {
  package struct Row: Hashable, Sendable {
    package var title: String
    /// In [0, 1].
    package var share: Double
    var ink: Ink
    /// Whether it is the one that is asked about.
    var isChosen: Bool
  }

  package var rows: [Row]

  private static let valueWidth = 7
  private static let widestTitle = 18

  /// As many of the first as there is room for.
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let scroll = min(scroll, max(0, rows.count - area.height))
    let widest = rows.map(\.title.displayWidth).max() ?? 0
    let names = min(widest, Self.widestTitle, max(1, area.width / 2 - Self.valueWidth)) + 3
    for (offset, row) in rows.dropFirst(scroll).prefix(area.height).enumerated() {
      let line = Rect(column: area.column, row: area.row + offset, width: area.width - 1, height: 1)
      if row.isChosen {
        canvas.write(glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, in: line)
      }
      let (name, rest) = line.splitLeft(names)
      canvas.write(
        glyphs.shortened(row.title, to: names - 3), column: name.column + 2, row: line.row, ink: row.ink,
        isBold: row.isChosen, in: name)
      let (bar, value) = rest.splitLeft(max(0, rest.width - Self.valueWidth))
      let length = Int((row.share * Double(bar.width)).rounded())
      canvas.write(
        String(repeating: glyphs == .ascii ? "#" : "█", count: max(0, length)), column: bar.column,
        row: line.row, ink: row.ink, in: bar)
      canvas.writeTrailing(fixed(row.share, 3), row: line.row, ink: row.ink, in: value)
    }
    canvas.markMore(above: scroll > 0, below: scroll + area.height < rows.count, in: area, glyphs: glyphs)
  }
}
