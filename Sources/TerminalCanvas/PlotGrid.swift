/// The points curves can be drawn at: several to a cell, as many as the glyph set allows, kept apart until all curves are there.
struct PlotGrid {
  typealias Dot = (column: Int, row: Int)

  /// How far in front a curve lies.
  enum Depth: Int, Comparable {
    case faint, reference, curve

    static func < (left: Depth, right: Depth) -> Bool { left.rawValue < right.rawValue }
  }

  struct Layer {
    let ink: Ink
    let marker: Unicode.Scalar
    let depth: Depth
    /// Two dots thick.
    let isBold: Bool
    /// Of each cell, as bits.
    fileprivate(set) var dots: [UInt8] = []
  }

  let area: Rect
  let glyphs: GlyphSet
  private(set) var layers: [Layer] = []

  init(area: Rect, glyphs: GlyphSet) {
    self.area = area
    self.glyphs = glyphs
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

  /// What is marked from now on belongs to another curve.
  mutating func begin(_ layer: Layer) {
    layers.append(layer)
    layers[layers.count - 1].dots = Array(repeating: 0, count: area.width * area.height)
  }

  /// Marks a point of the curve begun last; `row` counts from the top.
  mutating func mark(_ dot: Dot, isSteep: Bool = false) {
    put(dot)
    guard layers[layers.count - 1].isBold else { return }
    // Across the way the curve goes, and inward at the edge.
    if isSteep {
      put((dot.column + (dot.column + 1 < width ? 1 : -1), dot.row))
      if glyphs == .blocks { put((dot.column + (dot.column + 1 < width ? 1 : -1), dot.row ^ 1)) }
    }
    if glyphs == .blocks {
      put((dot.column, dot.row ^ 1))
    } else if !isSteep {
      put((dot.column, dot.row + (dot.row + 1 < height ? 1 : -1)))
    }
  }

  private mutating func put(_ dot: Dot) {
    guard dot.column >= 0, dot.column < width, dot.row >= 0, dot.row < height else { return }
    let cell = dot.row / dotsDown * area.width + dot.column / dotsAcross
    layers[layers.count - 1].dots[cell] |= bit(column: dot.column % dotsAcross, row: dot.row % dotsDown)
  }

  /// Marks the points on the way from one, which is not marked again, to another, as far as the pen draws them.
  mutating func line(from start: Dot, to end: Dot, with pen: inout Pen) {
    let (across, down) = (end.column - start.column, end.row - start.row)
    let length = max(abs(across), abs(down))
    guard length > 0 else { return }
    for index in 1...length where pen.step() {
      let along = Double(index) / Double(length)
      mark(
        (
          start.column + Int((along * Double(across)).rounded()),
          start.row + Int((along * Double(down)).rounded())
        ), isSteep: abs(down) > abs(across))
    }
  }

  func draw(on canvas: inout Canvas) {
    var turns = CurveTurns(layers)
    // Column by column, as curves run.
    for column in 0..<area.width {
      for row in 0..<area.height {
        let cell = row * area.width + column
        guard let shown = turns.next(at: cell) else { continue }
        // In front of what lies behind, even where that has its turn: a crossing has the dots of both.
        let dots = layers.reduce(layers[shown].dots[cell]) {
          $1.depth == turns.front ? $0 | $1.dots[cell] : $0
        }
        canvas[column: area.column + column, row: area.row + row] = Cell(
          glyph(dots, marker: layers[shown].marker), ink: layers[shown].ink)
      }
    }
  }

  private func bit(column: Int, row: Int) -> UInt8 {
    guard glyphs == .braille else { return 1 << UInt8(row) }
    // The bits of U+2800: three rows a column, then the fourth row.
    return row == 3 ? 0x40 << UInt8(column) : 1 << UInt8(row + 3 * column)
  }

  private func glyph(_ dots: UInt8, marker: Unicode.Scalar) -> Unicode.Scalar {
    switch glyphs {
    case .ascii: marker
    case .blocks: dots == 1 ? "▀" : dots == 2 ? "▄" : "█"
    case .braille: Unicode.Scalar(0x2800 + UInt32(dots)) ?? " "
    }
  }
}
