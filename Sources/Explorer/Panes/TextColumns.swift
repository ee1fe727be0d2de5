import PlainText
import TerminalCanvas

/// Texts beside each other, each broken into lines of its column; what stands in one row of texts begins on one line.
package struct TextColumns: Hashable, Sendable {
  package struct Text: Hashable, Sendable {
    package var text: String
    var ink = Ink.text
    var isBold = false

    init(_ text: String, _ ink: Ink = .text, isBold: Bool = false) {
      (self.text, self.ink, self.isBold) = (text, ink, isBold)
    }
  }

  /// Row by row a text for each column; an empty row is a blank line.
  package var rows: [[Text]]
  /// The column that is chosen; nil chooses none.
  var chosen: Int?

  private func lines(width: Int) -> [[Text?]] {
    let count = max(1, rows.map(\.count).max() ?? 1)
    return rows.flatMap { row -> [[Text?]] in
      guard !row.isEmpty else { return [[]] }
      let broken = row.map { text in
        wrapped(text.text, width: width / count - 2).map { Text($0, text.ink, isBold: text.isBold) }
      }
      return (0..<(broken.map(\.count).max() ?? 0)).map { line in
        broken.map { $0.indices.contains(line) ? $0[line] : nil }
      }
    }
  }

  /// How many lines do not fit.
  func overflow(in area: Rect) -> Int { max(0, lines(width: area.width).count - area.height) }

  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let lines = lines(width: area.width)
    let scroll = min(scroll, max(0, lines.count - area.height))
    let count = max(1, rows.map(\.count).max() ?? 1)
    for (offset, line) in lines.dropFirst(scroll).prefix(area.height).enumerated() {
      for (place, text) in line.enumerated() {
        guard let text else { continue }
        let column = area.column + place * (area.width / count)
        if place == chosen, scroll + offset == 0 {
          canvas.write(
            glyphs.selectionMark, column: column, row: area.row + offset, ink: .focus, isBold: true, in: area)
        }
        canvas.write(
          text.text, column: column + 1, row: area.row + offset, ink: text.ink, isBold: text.isBold, in: area)
      }
    }
    canvas.markMore(
      above: scroll > 0, below: scroll + area.height < lines.count, in: area, glyphs: glyphs)
  }
}
