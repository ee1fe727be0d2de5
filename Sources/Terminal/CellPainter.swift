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
  private var pace: PicturePace?
  private var painted: [Key: ct_cell] = [:]
  private var cells: [ct_cell] = []

  init(depth: ColorDepth, pairs: Int) {
    self.depth = depth
    self.pairs = ColorPairs(limit: pairs)
    pace = depth == .direct ? PicturePace() : nil
  }

  /// Call when the theme changes: its colours take the numbers of the old ones.
  mutating func forgetPairs() {
    pairs.removeAll()
    painted.removeAll(keepingCapacity: true)
  }

  /// Returns whether the screen shows all of the canvas; if not, the rest comes with the next calls.
  mutating func paint(_ canvas: Canvas, theme: Theme) -> Bool {
    let (wanted, isComplete) = pace?.step(towards: canvas) ?? (canvas.cells, true)
    if !fill(with: wanted, theme: theme), fits(wanted, theme: theme) {
      // Numbers go to colours that were on the screen long ago. Curses sends cells again whose pair is defined anew.
      forgetPairs()
      _ = fill(with: wanted, theme: theme)
    }
    ct_blit(cells, Int32(canvas.width), Int32(canvas.height))
    return isComplete
  }

  /// Returns whether every pair of colours had a number.
  private mutating func fill(with wanted: [Cell], theme: Theme) -> Bool {
    cells.removeAll(keepingCapacity: true)
    cells.reserveCapacity(wanted.count)
    var last: (key: Key, cell: ct_cell)?
    var isTrue = true
    for cell in wanted {
      let key = Key(cell)
      // Neighbours mostly look alike.
      var result =
        last.flatMap { $0.key == key ? $0.cell : nil } ?? painted[key]
        ?? blank(key, cell, theme: theme, isTrue: &isTrue)
      last = (key, result)
      result.glyph = cell.glyph.value
      cells.append(result)
    }
    return isTrue
  }

  /// A cell of that look, which waits for its glyph. One whose colours have no number is not kept, for it may get them later.
  private mutating func blank(_ key: Key, _ cell: Cell, theme: Theme, isTrue: inout Bool) -> ct_cell {
    let style = CellStyle(cell, theme: theme, depth: depth)
    let pair = pairs.number(foreground: style.foreground, background: style.background) {
      ct_define_pair($0, $1, $2) != 0
    }
    let result = ct_cell(
      glyph: 0x20, pair: pair ?? pairs.substitute(foreground: style.foreground),
      attributes: style.attributes.rawValue)
    if pair != nil { painted[key] = result } else { isTrue = false }
    return result
  }

  /// Whether there are numbers for all colours of these cells, though not for all that came before.
  private func fits(_ wanted: [Cell], theme: Theme) -> Bool {
    guard pairs.isFull else { return false }
    var looks = Set<Key>()
    var distinct = Set<[Int32]>()
    for cell in wanted where looks.insert(Key(cell)).inserted {
      let style = CellStyle(cell, theme: theme, depth: depth)
      distinct.insert([style.foreground, style.background])
    }
    distinct.remove([CellStyle.own, CellStyle.own])
    return distinct.count < pairs.limit
  }
}
