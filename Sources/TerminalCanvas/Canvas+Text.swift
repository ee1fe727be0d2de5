extension Canvas {
  /// The glyphs alone, a line a row, without the blanks at their ends.
  public var text: String {
    (0..<height).map { row in
      let line = cells[row * width..<(row + 1) * width]
      let end = line.lastIndex { $0.glyph != " " }.map { $0 + 1 } ?? line.startIndex
      return String(String.UnicodeScalarView(line[..<end].filter { !$0.isContinuation }.map(\.glyph)))
    }.joined(separator: "\n")
  }

  /// The screen as text with the sequences for its colours: it can be shown by `cat`, and each line stands for itself.
  public func ansi(theme: Theme, depth: ColorDepth) -> String {
    let cells = shown(theme: theme, depth: depth)
    var lines: [String] = []
    for row in 0..<height {
      let line = cells[row * width..<(row + 1) * width]
      let end = line.lastIndex { $0 != ShownCell() }.map { $0 + 1 } ?? line.startIndex
      var (rendition, text) = (SelectGraphicRendition(), "")
      for cell in line[..<end] where !cell.isContinuation {
        text += rendition.change(for: cell)
        text.unicodeScalars.append(cell.glyph)
      }
      lines.append(text + rendition.reset())
    }
    return lines.joined(separator: "\n")
  }
}
