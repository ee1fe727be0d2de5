package import TerminalCanvas

/// What curses is asked to do to a glyph: a pair of colours, and attributes.
package struct CellStyle: Hashable, Sendable {
  /// The terminal's own colour, whatever its user chose.
  package static let own: Int16 = -1

  /// A number of the terminal's palette, or `own`; so is the background.
  package var foreground: Int16
  package var background: Int16
  package var attributes: Look.Attributes

  /// How a cell with this ink, field and emphasis looks.
  package init(_ cell: Cell, theme: Theme, depth: ColorDepth) {
    let look = theme.look(of: cell.ink, at: depth)
    foreground = Self.number(of: look.color)
    background = Self.own
    attributes = look.attributes
    if let field = cell.field.map({ theme.look(of: $0, at: depth) }) {
      background = Self.number(of: field.color)
      attributes.formUnion(field.attributes.intersection(.reverse))
    }
    if cell.isBold { attributes.insert(.bold) }
    if cell.isReversed { attributes.insert(.reverse) }
  }

  private static func number(of color: Look.Color) -> Int16 {
    switch color {
    case .own: own
    case .palette(let number): Int16(number)
    case .rgb: own
    }
  }
}
