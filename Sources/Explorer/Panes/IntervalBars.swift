import PlainText
import TerminalCanvas

/// Shares as bars from 0 to 1, one below another, each with its interval.
package struct IntervalBars: Hashable, Sendable {
  package struct Bar: Hashable, Sendable {
    package var title: String
    package var value: Double
    var interval: ClosedRange<Double>
    var ink: Ink
    /// What it is measured by: a line across it.
    var reference: Double?
    /// What was found in the pinned run.
    package var pinned: Double?
    /// Whether a blank line stands above it.
    var beginsGroup = false
  }

  package var bars: [Bar]

  /// Without as many of the first as are scrolled away; a title with its figures, and below it the bar.
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let scroll = min(scroll, overflow(in: area))
    let isRoomy = bars.reduce(0) { $0 + height(of: $1, isRoomy: true) } <= area.height
    var row = area.row
    for (place, bar) in bars.enumerated().dropFirst(scroll) {
      if place > scroll { row += height(of: bar, isRoomy: isRoomy) - 2 }
      guard row + 2 <= area.row + area.height else { break }
      let line = Rect(column: area.column + 1, row: row, width: area.width - 2, height: 2)
      draw(bar, on: &canvas, in: line, glyphs: glyphs)
      row += 2
    }
    canvas.markMore(
      above: scroll > 0, below: scroll < overflow(in: area), in: area, glyphs: glyphs)
  }

  /// How many of the first have to go for the last to be seen.
  func overflow(in area: Rect) -> Int { max(0, bars.count - area.height / 2) }

  private func height(of bar: Bar, isRoomy: Bool) -> Int { isRoomy && bar.beginsGroup ? 3 : 2 }

  private func draw(_ bar: Bar, on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let was = bar.pinned.map { " \(glyphs.pinnedMark)\(decimal($0))" } ?? ""
    let figures =
      "\(decimal(bar.value)) [\(decimal(bar.interval.lowerBound, 2)), \(decimal(bar.interval.upperBound, 2))]"
    var values = area.splitTop(1).top
    if !was.isEmpty {
      canvas.writeTrailing(was, row: area.row, ink: .pinned, in: values)
      values = values.splitLeft(values.width - was.displayWidth).left
    }
    canvas.writeTrailing(figures, row: area.row, ink: bar.ink, in: values)
    let room = values.width - figures.displayWidth - 1
    canvas.write(glyphs.shortened(bar.title, to: max(1, room)), column: area.column, row: area.row, in: area)
    let row = area.row + 1
    let place = { (share: Double) in
      area.column + min(area.width - 1, max(0, Int((share * Double(area.width - 1)).rounded())))
    }
    let marks = Marks(glyphs)
    for column in area.column..<area.column + area.width {
      let (glyph, ink): (String, Ink) =
        switch column {
        case place(bar.interval.lowerBound): (marks.low, .text)
        case place(bar.interval.upperBound): (marks.high, .text)
        case _ where column == bar.pinned.map(place): (marks.pinned, .pinned)
        case _ where column == bar.reference.map(place): (marks.reference, .baseline)
        case ...place(bar.value): (marks.bar, bar.ink)
        case ...place(bar.interval.upperBound): (marks.reach, .text)
        default: (" ", .dim)
        }
      canvas.write(glyph, column: column, row: row, ink: ink, in: area)
    }
  }

  /// What a bar is drawn with.
  private struct Marks {
    let bar, low, high, reach, reference, pinned: String

    init(_ glyphs: GlyphSet) {
      let isPlain = glyphs == .ascii
      (bar, reach) = (isPlain ? "=" : "█", isPlain ? "-" : "─")
      (low, high) = (isPlain ? "[" : "├", isPlain ? "]" : "┤")
      (reference, pinned) = (isPlain ? "|" : "│", isPlain ? "+" : "◦")
    }
  }
}
