/// Text five rows high, to be read from the last row of a room: capitals, figures and what stands between them.
///
/// A character is drawn from squares, three by five of them for most; a square is two columns wide, as high as it looks, or one.
public struct BigText: Hashable, Sendable {
  public static let height = 5

  public let text: String
  /// Columns that a square takes.
  public let squareWidth: Int

  /// Of square figures, or of slender ones half as wide.
  public init(_ text: String, isSlender: Bool = false) {
    self.text = text
    squareWidth = isSlender ? 1 : 2
  }

  /// Slender only where it would not fit otherwise.
  public init(_ text: String, fitting width: Int) {
    self.init(text)
    if self.width > width { self.init(text, isSlender: true) }
  }

  /// In columns.
  public var width: Int { columnCount * squareWidth }

  /// Squares across, with one between characters.
  private var columnCount: Int {
    max(0, text.reduce(-1) { $0 + Self.shape(of: $1)[0].count + 1 })
  }

  /// What is not known is drawn as a question mark; small letters as capitals.
  static func shape(of character: Character) -> [[Bool]] {
    let rows =
      BigGlyphs.rows[character] ?? BigGlyphs.rows[Character(character.uppercased().prefix(1).description)]
      ?? BigGlyphs.rows["?"] ?? []
    return rows.map { $0.map { $0 == "#" } }
  }
}

extension Canvas {
  /// Writes text five rows high, its upper left corner at `column` and `row`, clipped to `area` (to the canvas when nil): squares where
  /// they fit up to the right edge of the area, else slender ones. Returns the column after it.
  @discardableResult
  public mutating func writeLarge(
    _ text: String, column: Int, row: Int, ink: Ink = .text, in area: Rect? = nil, rendering: Rendering
  ) -> Int {
    let area = area ?? bounds
    let large = BigText(text, fitting: area.column + area.width - column)
    let block = Cell(rendering.glyphs == .ascii ? "#" : "█", ink: ink, isBold: rendering.glyphs == .ascii)
    var left = column
    for character in text {
      let shape = BigText.shape(of: character)
      for (line, squares) in shape.enumerated() {
        for (place, isInked) in squares.enumerated() where isInked {
          for offset in 0..<large.squareWidth {
            let column = left + place * large.squareWidth + offset
            guard area.contains(column: column, row: row + line) else { continue }
            self[column: column, row: row + line] = block
          }
        }
      }
      left += (shape[0].count + 1) * large.squareWidth
    }
    return column + large.width
  }
}
