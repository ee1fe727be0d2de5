/// What a glyph that stands for an area looks like, as parts of its cell: so it looks the same in every font and without one.
struct CellShape {
  /// From the upper left, in parts of the cell's width and height.
  struct Part {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  var parts: [Part]
  /// Of a shade such as ▒, how much of the area is inked.
  var opacity: Double

  /// The thickness of a line, in parts of the cell's width; a cell is twice as high as wide.
  private static let line = 0.12

  /// nil for what is a letter or a mark.
  init?(_ glyph: Unicode.Scalar) {
    guard let parts = Self.parts(of: glyph) else { return nil }
    self.parts = parts
    opacity = glyph == "░" ? 0.25 : glyph == "▒" ? 0.5 : glyph == "▓" ? 0.75 : 1
  }

  private static func parts(of glyph: Unicode.Scalar) -> [Part]? {
    switch glyph {
    case "▀": [Part(x: 0, y: 0, width: 1, height: 0.5)]
    case "▄": [Part(x: 0, y: 0.5, width: 1, height: 0.5)]
    case "▌": [Part(x: 0, y: 0, width: 0.5, height: 1)]
    case "▐": [Part(x: 0.5, y: 0, width: 0.5, height: 1)]
    case "█", "░", "▒", "▓": [Part(x: 0, y: 0, width: 1, height: 1)]
    case "─": [across(0, 1)]
    case "│": [down(0, 1)]
    case "┌": [across(0.5, 1), down(0.5, 1)]
    case "┐": [across(0, 0.5), down(0.5, 1)]
    case "└": [across(0.5, 1), down(0, 0.5)]
    case "┘": [across(0, 0.5), down(0, 0.5)]
    case "\u{2800}"..."\u{28FF}": dots(glyph.value - 0x2800)
    default: Sextant.pixels(of: glyph).map(sextant)
    }
  }

  private static func sextant(_ pixels: UInt32) -> [Part] {
    (0..<6).filter { pixels >> UInt32($0) & 1 == 1 }.map { (pixel: Int) in
      Part(x: Double(pixel % 2) / 2, y: Double(pixel / 2) / 3, width: 0.5, height: 1.0 / 3)
    }
  }

  private static func across(_ start: Double, _ end: Double) -> Part {
    let reach = start > 0 ? line / 2 : 0
    return Part(x: start - reach, y: 0.5 - line / 4, width: end - start + reach, height: line / 2)
  }

  private static func down(_ start: Double, _ end: Double) -> Part {
    Part(x: 0.5 - line / 2, y: start, width: line, height: end - start)
  }

  /// Squares, in the columns and rows of U+2800: three rows a column by bit, then the fourth row.
  private static func dots(_ bits: UInt32) -> [Part] {
    let side = 0.36
    return (0..<8).filter { bits >> UInt32($0) & 1 == 1 }.map { (bit: Int) in
      let (column, row) = bit < 6 ? (bit / 3, bit % 3) : (bit - 6, 3)
      return Part(
        x: 0.25 + 0.5 * Double(column) - side / 2, y: 0.125 + 0.25 * Double(row) - side / 4, width: side,
        height: side / 2)
    }
  }
}
