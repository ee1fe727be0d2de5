package import TerminalCanvas

/// Spreads the changes of pictures over several frames, those that are seen most first.
///
/// With direct colours curses sends 40 to 90 bytes for every cell of a picture that changes, with its place and with unchanged cells
/// between, so that a large one would hold up a slow line. Text is never behind, nor is a picture late where there was none.
package struct PicturePace {
  /// How many cells of pictures change in a frame.
  package static let most = 110

  private var shown: [Cell] = []
  private var width = 0

  package init() {}

  /// What to show on the way to a canvas, and whether that is all of it; the rest comes when this is called again.
  package mutating func step(towards canvas: Canvas) -> (cells: [Cell], isComplete: Bool) {
    let wanted = canvas.cells
    defer { width = canvas.width }
    guard width == canvas.width, shown.count == wanted.count else {
      shown = wanted
      return (shown, true)
    }
    var counts = [Int](repeating: 0, count: Self.largestChange + 1)
    for index in wanted.indices where shown[index] != wanted[index] {
      counts[Self.change(from: shown[index], to: wanted[index])] += 1
    }
    // What changes less than this waits; so do some of those that change as much.
    var room = Self.most
    var threshold = Self.largestChange
    while threshold > 0, counts[threshold] <= room {
      room -= counts[threshold]
      threshold -= 1
    }
    guard threshold > 0 else {
      shown = wanted
      return (shown, true)
    }
    for index in wanted.indices where shown[index] != wanted[index] {
      let change = Self.change(from: shown[index], to: wanted[index])
      guard change == 0 || change >= threshold else { continue }
      if change == threshold {
        guard room > 0 else { continue }
        room -= 1
      }
      shown[index] = wanted[index]
    }
    return (shown, false)
  }

  /// Both halves of a cell by all levels, and another glyph.
  private static let largestChange = 2 * 63 + otherGlyph
  private static let otherGlyph = 32

  /// How much of a picture's change is seen, in levels of 64; 0 where it is none, or no change of a picture.
  private static func change(from old: Cell, to new: Cell) -> Int {
    guard case .ramp(let oldInk) = old.ink, case .ramp(let newInk) = new.ink,
      case .ramp(let oldField) = old.field,
      case .ramp(let newField) = new.field
    else { return 0 }
    return abs(Int(oldInk / 4) - Int(newInk / 4)) + abs(Int(oldField / 4) - Int(newField / 4))
      + (old.glyph == new.glyph ? 0 : otherGlyph)
  }
}
