package import TerminalCanvas

/// Guesses on either side, the surest first, each a mark for right or wrong, and below them a chart over their number.
package struct GuessStrip: Hashable, Sendable {
  package struct Side: Hashable, Sendable {
    package var title: String
    /// Whether each was right.
    package var marks: [Bool]
  }

  package var sides: [Side]
  package var chart: LineChart
  var key: ChartKey

  /// Lines for the marks of a side at most.
  private static let mostLines = 2
  private static let titleWidth = 10

  func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let glyphs = rendering.glyphs
    var rest = area
    for side in sides {
      let room = max(1, area.width - Self.titleWidth - 1)
      let lines = min(Self.mostLines, max(1, (side.marks.count + room - 1) / room))
      let (strip, below) = rest.splitTop(min(lines, rest.height))
      rest = below
      canvas.write(side.title, column: strip.column + 1, row: strip.row, ink: .dim, in: strip)
      for (place, isRight) in side.marks.prefix(lines * room).enumerated() {
        canvas.write(
          isRight ? glyphs.passedMark : glyphs.failedMark,
          column: strip.column + Self.titleWidth + place % room, row: strip.row + place / room,
          ink: isRight ? .good : .danger, in: strip)
      }
    }
    guard rest.height > 4 else { return }
    chart.draw(on: &canvas, in: key.draw(on: &canvas, in: rest), rendering: rendering)
  }
}
