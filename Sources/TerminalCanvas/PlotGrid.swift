/// The points a curve can be drawn at: several to a cell, as many as the glyph set allows.
struct PlotGrid {
  let area: Rect
  let glyphs: GlyphSet
  /// The dots of each cell as bits, and the ink and marker of the curve that was last there.
  private var dots: [UInt8]
  private var inks: [Ink]
  private var markers: [Unicode.Scalar]

  init(area: Rect, glyphs: GlyphSet) {
    self.area = area
    self.glyphs = glyphs
    dots = Array(repeating: 0, count: area.width * area.height)
    inks = Array(repeating: .text, count: dots.count)
    markers = Array(repeating: " ", count: dots.count)
  }

  private var dotsAcross: Int { glyphs == .braille ? 2 : 1 }
  private var dotsDown: Int {
    switch glyphs {
    case .ascii: 1
    case .blocks: 2
    case .braille: 4
    }
  }

  var width: Int { area.width * dotsAcross }
  var height: Int { area.height * dotsDown }

  /// Marks a point; `row` counts from the top.
  mutating func mark(column: Int, row: Int, ink: Ink, marker: Unicode.Scalar) {
    guard column >= 0, column < width, row >= 0, row < height else { return }
    let cell = row / dotsDown * area.width + column / dotsAcross
    dots[cell] |= bit(column: column % dotsAcross, row: row % dotsDown)
    inks[cell] = ink
    markers[cell] = marker
  }

  /// Marks every point on the way from one to another.
  mutating func line(
    from start: (column: Int, row: Int), to end: (column: Int, row: Int), ink: Ink, marker: Unicode.Scalar
  ) {
    let length = max(abs(end.column - start.column), abs(end.row - start.row), 1)
    for index in 0...length {
      let along = Double(index) / Double(length)
      mark(
        column: start.column + Int((along * Double(end.column - start.column)).rounded()),
        row: start.row + Int((along * Double(end.row - start.row)).rounded()), ink: ink, marker: marker)
    }
  }

  func draw(on canvas: inout Canvas) {
    for row in 0..<area.height {
      for column in 0..<area.width {
        let cell = row * area.width + column
        guard dots[cell] != 0 else { continue }
        canvas[column: area.column + column, row: area.row + row] = Cell(glyph(of: cell), ink: inks[cell])
      }
    }
  }

  private func bit(column: Int, row: Int) -> UInt8 {
    guard glyphs == .braille else { return 1 << UInt8(row) }
    // The bits of U+2800: three rows a column, then the fourth row.
    return row == 3 ? 0x40 << UInt8(column) : 1 << UInt8(row + 3 * column)
  }

  private func glyph(of cell: Int) -> Unicode.Scalar {
    switch glyphs {
    case .ascii: markers[cell]
    case .blocks: dots[cell] == 1 ? "▀" : dots[cell] == 2 ? "▄" : "█"
    case .braille: Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "
    }
  }
}
