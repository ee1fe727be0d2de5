import PlainText

/// A screen's worth of cells. Everything drawn outside it is dropped, so a view is total at every size.
public struct Canvas: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, `width * height` cells.
  public private(set) var cells: [Cell]

  /// Blank cells; a negative size is none.
  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(), count: self.width * self.height)
  }

  public var bounds: Rect { Rect(column: 0, row: 0, width: width, height: height) }

  /// A blank cell outside, where nothing is kept either. Half of a wide glyph that is overwritten is blanked.
  public subscript(column column: Int, row row: Int) -> Cell {
    get { contains(column, row) ? cells[row * width + column] : Cell() }
    set {
      guard contains(column, row) else { return }
      let index = row * width + column
      // Half of what is two columns wide cannot stay.
      if cells[index].isContinuation, column > 0, !newValue.isContinuation { cells[index - 1].glyph = " " }
      if column + 1 < width, cells[index + 1].isContinuation { cells[index + 1].glyph = " " }
      cells[index] = newValue
    }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < width && row >= 0 && row < height
  }

  /// Writes one line of text, clipped to `area` (to the canvas when nil); returns the column after it.
  ///
  /// A control character becomes a question mark: text from a file never reaches the terminal raw. What is two columns wide takes
  /// two cells, and marks on the character before none.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, ink: Ink = .text, isBold: Bool = false, isReversed: Bool = false,
    in area: Rect? = nil
  ) -> Int {
    let area = area ?? bounds
    var column = column
    guard row >= area.row, row < area.row + area.height else { return column }
    for scalar in text.unicodeScalars {
      let width = scalar.displayWidth
      guard width > 0 else { continue }
      if column + width > area.column + area.width { break }
      if column >= area.column {
        var cell = Cell(scalar.isHarmless ? scalar : "?", ink: ink, isBold: isBold, isReversed: isReversed)
        self[column: column, row: row] = cell
        if width == 2 {
          cell.glyph = Cell.continuation
          self[column: column + 1, row: row] = cell
        }
      }
      column += width
    }
    return column
  }

  /// Writes text that ends at the right edge of `area`.
  public mutating func writeTrailing(_ text: String, row: Int, ink: Ink = .text, in area: Rect) {
    let start = area.column + area.width - text.displayWidth
    write(text, column: start, row: row, ink: ink, in: area)
  }

  /// Puts a question mark in the place of every glyph that is no ASCII.
  public mutating func restrictToASCII() {
    for index in cells.indices where cells[index].glyph.value >= 0x7F || cells[index].isContinuation {
      cells[index].glyph = "?"
    }
  }

  public mutating func fill(_ area: Rect, with cell: Cell = Cell()) {
    for row in area.row..<area.row + area.height {
      for column in area.column..<area.column + area.width {
        self[column: column, row: row] = cell
      }
    }
  }

  /// The glyphs alone, a line a row, trailing blanks kept.
  public var plain: String {
    (0..<height).map { row in
      String(
        String.UnicodeScalarView(
          cells[row * width..<(row + 1) * width].filter { !$0.isContinuation }.map(\.glyph)))
    }.joined(separator: "\n")
  }
}
