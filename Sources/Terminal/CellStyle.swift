package import TerminalCanvas

/// What curses is asked to do to a glyph: a pair of colours, and attributes.
package struct CellStyle: Hashable, Sendable {
  /// The terminal's own colour, whatever its user chose.
  package static let own: Int32 = -1

  /// A number of the terminal's palette, or from 256 a colour by its parts, or `own`; so is the background.
  package var foreground: Int32
  package var background: Int32
  package var attributes: Look.Attributes

  /// How a cell with this ink, field and emphasis looks.
  package init(_ cell: Cell, theme: Theme, depth: ColorDepth) {
    let look = CellLook(cell, theme: theme, depth: depth)
    foreground = Self.number(of: look.foreground, at: depth)
    background = Self.number(of: look.background, at: depth)
    attributes = look.attributes
  }

  private static func number(of color: Look.Color, at depth: ColorDepth) -> Int32 {
    switch color {
    case .own: return own
    case .palette(let number): return Int32(number)
    case .rgb(let parts):
      guard depth == .direct else { return own }
      let number = Int32(parts.red) << 16 | Int32(parts.green) << 8 | Int32(parts.blue)
      // Blue alone would be a number of the palette; with the least of green it is the same to the eye.
      return number < 256 ? number + 256 : number
    }
  }
}
