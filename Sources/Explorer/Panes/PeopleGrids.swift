import PlainText
package import TerminalCanvas

/// A hundred outsiders and a hundred members: how many of them an attack accuses, and how many it could find at most.
package struct PeopleGrids: Hashable, Sendable {
  /// A hundred people, of whom some are accused.
  package struct Grid: Hashable, Sendable {
    package var title: String
    /// Of a hundred.
    package var accused: Int
    /// Of a hundred, at most; nil where nothing bounds it, or nothing is said of it.
    package var most: Int?
    package var ink: Ink
  }

  package var outsiders: Grid
  package var members: Grid
  /// What both show, and of what kind the bound is.
  package var sentence: String
  /// Before each kind of cell.
  package var key: [String]

  /// In rows: of ten people in a line, or of twenty on a low screen, with room for the words beside them.
  static func height(isLow: Bool) -> Int { isLow ? 9 : 11 }
  private static let gridWidth = 20
  private static let gap = 3
  static let width = 2 * gridWidth + gap

  /// What stands for one person.
  enum Mark {
    case accused, possible, other

    func scalar(_ glyphs: GlyphSet) -> Unicode.Scalar {
      switch self {
      case .accused: glyphs == .ascii ? "#" : "■"
      case .possible: glyphs == .ascii ? "+" : "░"
      case .other: glyphs == .ascii ? "." : "·"
      }
    }
  }

  /// Both side by side, and beside them, where there is room, what they show.
  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let (left, rest) = area.splitLeft(Self.gridWidth + Self.gap)
    draw(outsiders, on: &canvas, in: left, glyphs: glyphs)
    let (right, beside) = rest.splitLeft(Self.gridWidth + Self.gap)
    draw(members, on: &canvas, in: right, glyphs: glyphs)
    guard beside.width >= 20 else { return }
    let lines =
      wrapped(sentence, width: beside.width) + [""] + key.flatMap { wrapped($0, width: beside.width) }
    for (row, line) in lines.enumerated() {
      canvas.write(line, column: beside.column, row: beside.row + row, ink: .dim, in: beside)
    }
  }

  private func draw(_ grid: Grid, on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let (label, body) = area.splitTop(1)
    canvas.write(grid.title, column: label.column, row: label.row, ink: grid.ink, isBold: true, in: label)
    let length = body.height < 10 ? 20 : 10
    for person in 0..<100 {
      let mark: Mark = person < grid.accused ? .accused : person < grid.most ?? 0 ? .possible : .other
      let ink: Ink =
        switch mark {
        case .accused: grid.ink
        case .possible: .bound
        case .other: .dim
        }
      canvas.write(
        String(Character(mark.scalar(glyphs))),
        column: body.column + Self.gridWidth / length * (person % length),
        row: body.row + person / length, ink: ink, in: body)
    }
  }
}
