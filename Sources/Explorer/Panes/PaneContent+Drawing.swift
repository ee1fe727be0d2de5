import PlainText
import TerminalCanvas

extension Canvas {
  /// Draws what a pane says, whatever it is.
  mutating func draw(
    _ content: PaneContent, in area: Rect, isFocused: Bool = false, isFramed: Bool = true,
    rendering: Rendering
  ) {
    var inner = area
    if isFramed {
      let note =
        content.notes.isEmpty
        ? [] : longest(of: content.notes, beside: content.title, width: area.width, isFocused: isFocused)
      inner = panel(content.title, note: note, in: area, isFocused: isFocused, rendering: rendering)
    }
    if let caption = content.caption {
      let (body, line) = inner.splitTop(inner.height - 1)
      write(
        longest(of: caption.texts, fitting: line.width), column: line.column, row: line.row,
        ink: caption.ink, in: line)
      inner = body
    }
    switch content.body {
    case .nothing: break
    case .figures(let figures): figures.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .chart(let chart, let key):
      let plot = key?.draw(on: &self, in: inner) ?? inner
      chart.draw(on: &self, in: plot, rendering: rendering)
    case .pictures(let pictures):
      for (picture, part) in zip(pictures, inner.columns(pictures.count)) {
        picture.draw(on: &self, in: part, rendering: rendering)
      }
    case .comparison(let comparison): comparison.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .list(let list): list.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .text(let paragraph): paragraph.draw(on: &self, in: inner)
    }
  }
}

extension Paragraph {
  func draw(on canvas: inout Canvas, in area: Rect) {
    for (row, line) in wrapped(text, width: area.width - 2 * indent).enumerated() {
      canvas.write(line, column: area.column + indent, row: area.row + space + row, ink: ink, in: area)
    }
  }
}

extension ChartKey {
  /// Returns what is left for the plot.
  func draw(on canvas: inout Canvas, in area: Rect) -> Rect {
    let width = spans.reduce(0) { $0 + $1.text.displayWidth }
    let fits = width + (remarks.first?.displayWidth ?? 0) <= area.width
    // A second line where the first has no room for all, and the plot can spare it.
    let (lines, plot) = area.splitTop(!fits && area.height > 11 ? 2 : 1)
    let (line, below) = lines.splitTop(1)
    var column = line.column
    for span in spans {
      column = canvas.write(
        span.text, column: column, row: line.row, ink: span.ink, isBold: span.isBold, in: line)
    }
    guard let fullest = remarks.first, let shortest = remarks.last else { return plot }
    if fits {
      canvas.write(fullest, column: column, row: line.row, ink: remarkInk, in: line)
    } else if below.height > 0 {
      canvas.write(
        longest(of: remarks, fitting: below.width), column: below.column - 1, row: below.row,
        ink: remarkInk, in: below)
    } else {
      canvas.write(shortest, column: column, row: line.row, ink: remarkInk, in: line)
    }
    return plot
  }
}

extension Picture {
  func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let (label, body) = area.splitTop(1)
    canvas.write(
      longest(of: titles, fitting: label.width - 1), column: label.column, row: label.row, ink: ink,
      in: label.splitLeft(label.width - 1).left)
    guard let heatmap else {
      canvas.write("no record of it", column: body.column, row: body.row, ink: .dim, in: body)
      return
    }
    heatmap.draw(on: &canvas, in: body.splitLeft(body.width - 1).left, rendering: rendering)
  }
}

extension ColumnComparison {
  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let isPartial = rows.count > area.height - 1
    let (names, numbers) = area.splitLeft(area.width - (isPartial ? 1 : 0)).left.splitLeft(
      max(10, area.width - (isPartial ? 24 : 23)))
    canvas.write(
      longest(of: titles, fitting: names.width - 1), column: names.column, row: area.row, ink: .dim, in: names
    )
    canvas.write("  \(found)", column: numbers.column, row: area.row, ink: .member, in: numbers)
    canvas.writeTrailing("\(truth) ", row: area.row, ink: .dim, in: numbers)
    for (row, values) in rows.prefix(max(0, area.height - 1)).enumerated() {
      let line = area.row + 1 + row
      canvas.write(
        values.title(fitting: names.width - 1, glyphs: glyphs), column: names.column, row: line, in: names)
      canvas.writeTrailing(
        fixed(values.found, 2), row: line, ink: .member, in: numbers.splitLeft(10).left)
      canvas.writeTrailing(fixed(values.truth, 2) + " ", row: line, in: numbers)
    }
    canvas.markMore(above: false, below: isPartial, in: area, glyphs: glyphs)
  }
}

extension ColumnComparison.Row {
  /// Of what is too long the value is kept, for it tells the columns of one name apart.
  func title(fitting width: Int, glyphs: GlyphSet) -> String {
    if let category, title.displayWidth > width {
      let value = "=" + category
      let room = width - value.displayWidth
      if room >= 4 { return glyphs.shortened(column, to: room) + value }
    }
    return glyphs.shortened(title, to: width, keepingEnd: true)
  }
}

extension ChoiceList {
  /// Where the area is too low for all of it, the part around the chosen row.
  func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let first = max(0, min(chosen - area.height / 2, rows.count - area.height))
    for (offset, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let line = Rect(column: area.column, row: area.row + offset, width: area.width, height: 1)
      let isChosen = first + offset == chosen
      if isChosen {
        canvas.write(
          glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, isBold: true, in: line)
      }
      canvas.write(
        row.title, column: line.column + 2, row: line.row, ink: row.ink, isBold: isChosen, in: line)
      canvas.writeTrailing("\(row.value)  ", row: line.row, ink: row.valueInk, in: line)
    }
    canvas.markMore(above: first > 0, below: first + area.height < rows.count, in: area, glyphs: glyphs)
  }
}
