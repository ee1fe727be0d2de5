package import TerminalCanvas

/// One vector of parameters after another, beside each other: of each the weights of units as pictures.
package struct UnitPictures: Hashable, Sendable {
  package struct Part: Hashable, Sendable {
    /// From the longest to the shortest: the first that fits.
    package var titles: [String]
    var ink: Ink
    /// nil where there is nothing to see.
    package var mosaic: PictureMosaic?
    /// Below the title: what it is seen by, or why there is nothing.
    package var note: String
  }

  package var parts: [Part]
  /// Below them, in as many lines as it takes.
  var text = ""

  private static let leastWidth = 18

  func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let lines = text.isEmpty ? [] : wrapped(text, width: area.width - 1)
    let (area, below) = area.splitTop(area.height - min(lines.count, area.height / 3))
    for (offset, line) in lines.prefix(below.height).enumerated() {
      canvas.write(line, column: below.column, row: below.row + offset, ink: .focus, in: below)
    }
    // One below another where they are too narrow beside each other.
    let across = max(1, min(parts.count, area.width / Self.leastWidth))
    let down = (parts.count + across - 1) / across
    let places = area.rows(down).flatMap { $0.columns(across) }
    for (part, place) in zip(parts, places) {
      let inner = place.splitLeft(place.width - 2).left
      let (title, rest) = inner.splitTop(1)
      canvas.write(
        longest(of: part.titles, fitting: title.width), column: title.column, row: title.row, ink: part.ink,
        isBold: true, in: title)
      let notes = wrapped(part.note, width: inner.width)
      let (note, body) = rest.splitTop(part.mosaic == nil ? rest.height : min(notes.count, 1))
      for (offset, line) in notes.prefix(note.height).enumerated() {
        canvas.write(line, column: note.column, row: note.row + offset, ink: .dim, in: note)
      }
      part.mosaic?.draw(on: &canvas, in: body, rendering: rendering)
    }
  }
}
