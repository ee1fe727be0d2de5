/// A screen's worth of cells. Everything drawn outside it is dropped, so a view is total at every size.
public struct Canvas: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, `width * height` cells.
  public private(set) var cells: [Cell]

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(), count: self.width * self.height)
  }

  public var bounds: Rect { Rect(column: 0, row: 0, width: width, height: height) }

  public subscript(column column: Int, row row: Int) -> Cell {
    get { contains(column, row) ? cells[row * width + column] : Cell() }
    set { if contains(column, row) { cells[row * width + column] = newValue } }
  }

  private func contains(_ column: Int, _ row: Int) -> Bool {
    column >= 0 && column < width && row >= 0 && row < height
  }

  /// Writes one line of text, clipped to `area` (to the canvas when nil); returns the column after it.
  ///
  /// A control character becomes a question mark: text from a file never reaches the terminal raw.
  @discardableResult
  public mutating func write(
    _ text: String, column: Int, row: Int, ink: Ink = .text, isBold: Bool = false, isReversed: Bool = false,
    in area: Rect? = nil
  ) -> Int {
    let area = area ?? bounds
    var column = column
    guard row >= area.row, row < area.row + area.height else { return column }
    for scalar in text.unicodeScalars {
      if column >= area.column + area.width { break }
      if column >= area.column {
        let glyph = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? "?" : scalar
        self[column: column, row: row] = Cell(glyph, ink: ink, isBold: isBold, isReversed: isReversed)
      }
      column += 1
    }
    return column
  }

  /// Writes text that ends at the right edge of `area`.
  public mutating func writeTrailing(_ text: String, row: Int, ink: Ink = .text, in area: Rect) {
    let start = area.column + area.width - text.unicodeScalars.count
    write(text, column: start, row: row, ink: ink, in: area)
  }

  /// Puts a question mark in the place of every glyph that is no ASCII.
  public mutating func restrictToASCII() {
    for index in cells.indices where cells[index].glyph.value >= 0x7F { cells[index].glyph = "?" }
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
      String(String.UnicodeScalarView(cells[row * width..<(row + 1) * width].map(\.glyph)))
    }.joined(separator: "\n")
  }
}
