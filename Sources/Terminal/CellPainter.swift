import CTerminal
import TerminalCanvas

/// Turns a canvas into what the C side shows in one call.
struct CellPainter {
  private struct Look: Hashable {
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
  private var painted: [Look: ct_cell] = [:]
  private var cells: [ct_cell] = []

  init(depth: ColorDepth, pairs: Int) {
    self.depth = depth
    self.pairs = ColorPairs(limit: pairs)
  }

  /// Call when the ramp changes: its colours take the numbers of the old ones.
  mutating func forgetPairs() {
    pairs.removeAll()
    painted.removeAll(keepingCapacity: true)
  }

  mutating func paint(_ canvas: Canvas, ramp: HeatmapRamp) {
    cells.removeAll(keepingCapacity: true)
    cells.reserveCapacity(canvas.cells.count)
    var last: (look: Look, cell: ct_cell)?
    for cell in canvas.cells {
      let look = Look(cell)
      // Neighbours mostly look alike.
      var result = last.flatMap { $0.look == look ? $0.cell : nil } ?? blank(look, cell, ramp: ramp)
      last = (look, result)
      result.glyph = cell.glyph.value
      cells.append(result)
    }
    ct_blit(cells, Int32(canvas.width), Int32(canvas.height))
  }

  /// A cell that looks like `look` and waits for its glyph.
  private mutating func blank(_ look: Look, _ cell: Cell, ramp: HeatmapRamp) -> ct_cell {
    if let known = painted[look] { return known }
    let style = CellStyle(cell, at: depth, ramp: ramp)
    let pair = pairs.number(foreground: style.foreground, background: style.background) {
      ct_define_pair(Int32($0), Int32($1), Int32($2)) != 0
    }
    let result = ct_cell(glyph: 0x20, pair: pair, attributes: style.attributes.rawValue)
    painted[look] = result
    return result
  }
}
