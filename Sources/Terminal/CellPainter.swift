import CTerminal
import TerminalCanvas

/// Turns a canvas into what the C side shows in one call.
struct CellPainter {
  private struct Key: Hashable {
    var ink: Ink
    var field: Ink?
    var isBold: Bool
    var isReversed: Bool

    init(_ cell: Cell) {
      ink = cell.ink
      field = cell.field
      isBold = cell.isBold
      isReversed = cell.isReversed
    }
  }

  private let depth: ColorDepth
  private var pairs: ColorPairs
  private var painted: [Key: ct_cell] = [:]
  private var cells: [ct_cell] = []

  init(depth: ColorDepth, pairs: Int) {
    self.depth = depth
    self.pairs = ColorPairs(limit: pairs)
  }

  /// Call when the theme changes: its colours take the numbers of the old ones.
  mutating func forgetPairs() {
    pairs.removeAll()
    painted.removeAll(keepingCapacity: true)
  }

  mutating func paint(_ canvas: Canvas, theme: Theme) {
    cells.removeAll(keepingCapacity: true)
    cells.reserveCapacity(canvas.cells.count)
    var last: (key: Key, cell: ct_cell)?
    for cell in canvas.cells {
      let key = Key(cell)
      // Neighbours mostly look alike.
      var result = last.flatMap { $0.key == key ? $0.cell : nil } ?? blank(key, cell, theme: theme)
      last = (key, result)
      result.glyph = cell.glyph.value
      cells.append(result)
    }
    ct_blit(cells, Int32(canvas.width), Int32(canvas.height))
  }

  /// A cell of that look, which waits for its glyph.
  private mutating func blank(_ key: Key, _ cell: Cell, theme: Theme) -> ct_cell {
    if let known = painted[key] { return known }
    let style = CellStyle(cell, theme: theme, depth: depth)
    let pair = pairs.number(foreground: style.foreground, background: style.background) {
      ct_define_pair(Int32($0), Int32($1), Int32($2)) != 0
    }
    let result = ct_cell(glyph: 0x20, pair: pair, attributes: style.attributes.rawValue)
    painted[key] = result
    return result
  }
}
