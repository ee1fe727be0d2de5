import PlainText

extension Canvas {
  /// Draws a rule with a title over `area`, and a note at its right end; returns what is left below it.
  public mutating func panel(
    _ title: String, note: [Span] = [], in area: Rect, isFocused: Bool = false,
    rendering: Rendering
  ) -> Rect {
    let (top, rest) = area.splitTop(1)
    let ink: Ink = isFocused ? .focus : .border
    fill(top, with: Cell(rendering.glyphs.horizontalLine, ink: ink))
    guard !top.isEmpty else { return rest }
    let mark = isFocused ? "\(rendering.glyphs.selectionMark) " : ""
    let end = write(
      " \(mark)\(title) ", column: top.column + 1, row: top.row, ink: isFocused ? .focus : .title,
      isBold: true,
      in: top)
    // What does not fit beside the title is left out, from the end of the note.
    var note = note
    let length = { (note: [Span]) in note.reduce(2) { $0 + $1.text.displayWidth } }
    while !note.isEmpty, end + length(note) >= top.column + top.width { note.removeLast() }
    guard !note.isEmpty else { return rest }
    var column = top.column + top.width - length(note) - 1
    column = write(" ", column: column, row: top.row, in: top)
    for span in note {
      column = write(
        span.text, column: column, row: top.row, ink: span.ink, isBold: span.isBold, in: top)
    }
    write(" ", column: column, row: top.row, in: top)
    return rest
  }

  /// Clears `area` and draws a box around it with a title; returns the inside.
  public mutating func box(_ title: String, in area: Rect, rendering: Rendering) -> Rect {
    fill(area)
    let corners: [Unicode.Scalar] =
      rendering.glyphs == .ascii ? ["+", "+", "+", "+"] : ["┌", "┐", "└", "┘"]
    let (right, bottom) = (area.column + area.width - 1, area.row + area.height - 1)
    for column in area.column...max(area.column, right) {
      self[column: column, row: area.row] = Cell(rendering.glyphs.horizontalLine, ink: .focus)
      self[column: column, row: bottom] = Cell(rendering.glyphs.horizontalLine, ink: .focus)
    }
    for row in area.row...max(area.row, bottom) {
      self[column: area.column, row: row] = Cell(rendering.glyphs.verticalLine, ink: .focus)
      self[column: right, row: row] = Cell(rendering.glyphs.verticalLine, ink: .focus)
    }
    for (corner, (column, row)) in zip(
      corners, [(area.column, area.row), (right, area.row), (area.column, bottom), (right, bottom)])
    {
      self[column: column, row: row] = Cell(corner, ink: .focus)
    }
    write(
      " \(title) ", column: area.column + 2, row: area.row, ink: .title, isBold: true, in: area.inset(by: 0))
    return area.inset(by: 1)
  }
}
