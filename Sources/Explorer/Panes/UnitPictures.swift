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
    /// In place of a note that has no room above its picture, from the longest to the shortest.
    package var shorterNotes: [String] = []
  }

  package var parts: [Part]
  /// Below them, in as many lines as it takes.
  var text = ""
  /// In place of pictures, where values have names.
  var table: TextTable?

  private static let leastWidth = 18

  /// What is seen, and the text below it.
  private func split(_ area: Rect) -> (top: Rect, rest: Rect) {
    let count = text.isEmpty ? 0 : wrapped(text, width: area.width - 1).count
    return area.splitTop(area.height - min(count, area.height / 3))
  }

  /// How many lines of the table do not fit.
  func overflow(in area: Rect) -> Int {
    table.map { max(0, $0.rows.count + 1 - split(area).top.height) } ?? 0
  }

  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, rendering: Rendering) {
    let lines = text.isEmpty ? [] : wrapped(text, width: area.width - 1)
    let (area, below) = split(area)
    for (offset, line) in lines.prefix(below.height).enumerated() {
      canvas.write(line, column: below.column, row: below.row + offset, ink: .focus, in: below)
    }
    if let table {
      table.draw(on: &canvas, in: area, scroll: scroll, glyphs: rendering.glyphs)
      return
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
      let isShortened = part.mosaic != nil && !part.shorterNotes.isEmpty
      let notes = wrapped(
        isShortened ? longest(of: [part.note] + part.shorterNotes, fitting: inner.width) : part.note,
        width: inner.width)
      let (note, body) = rest.splitTop(part.mosaic == nil ? rest.height : min(notes.count, 1))
      for (offset, line) in notes.prefix(note.height).enumerated() {
        canvas.write(line, column: note.column, row: note.row + offset, ink: .dim, in: note)
      }
      part.mosaic?.draw(on: &canvas, in: body, rendering: rendering)
    }
  }
}
