import PlainText
import TerminalCanvas

extension Canvas {
  /// Draws what a pane says, whatever it is.
  mutating func draw(
    _ content: PaneContent, in area: Rect, isFocused: Bool = false, isFramed: Bool = true, scroll: Int = 0,
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
    case .figures(let figures): figures.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .chart(let chart, let key):
      let plot = key?.draw(on: &self, in: inner) ?? inner
      chart.draw(on: &self, in: plot, rendering: rendering)
    case .pictures(let pictures):
      for (picture, part) in zip(pictures, inner.grid(of: pictures.count)) {
        picture.draw(on: &self, in: part, isLarge: content.isLarge, rendering: rendering)
      }
    case .gallery(let gallery): gallery.draw(on: &self, in: inner, rendering: rendering)
    case .comparison(let comparison):
      comparison.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .list(let list): list.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .text(let paragraph): paragraph.draw(on: &self, in: inner, scroll: scroll)
    case .confidences(let bars): bars.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .people(let grids): grids.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .intervals(let bars): bars.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .table(let table): table.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .grid(let grid): grid.draw(on: &self, in: inner, rendering: rendering)
    case .scatter(let chart): chart.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .choices(let table): table.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .clients(let tiles): tiles.draw(on: &self, in: inner, glyphs: rendering.glyphs)
    case .units(let pictures):
      pictures.draw(on: &self, in: inner, scroll: scroll, rendering: rendering)
    case .columns(let texts): texts.draw(on: &self, in: inner, scroll: scroll, glyphs: rendering.glyphs)
    case .guesses(let strip): strip.draw(on: &self, in: inner, rendering: rendering)
    }
  }
}

extension Rect {
  /// Places for so many pictures, in rows where one would make them too narrow.
  fileprivate func grid(of count: Int) -> [Rect] {
    let across = max(1, min(count, width / (count > 4 ? 14 : 11)))
    let down = max(1, min((count + across - 1) / across, height / 8))
    // Of one size, so that pictures are alike.
    let even = Rect(column: column, row: row, width: width / across * across, height: height / down * down)
    return even.rows(down).flatMap { $0.columns(across) }
  }
}

extension PaneContent {
  /// How many lines do not fit the area.
  func overflow(in area: Rect, isFramed: Bool) -> Int {
    let inner = area.splitTop((isFramed ? 1 : 0)).rest
    let room = inner.splitTop(inner.height - (caption == nil ? 0 : 1)).top
    return switch body {
    case .nothing, .chart, .pictures, .gallery, .people, .grid, .scatter, .clients, .guesses: 0
    case .units(let pictures): pictures.overflow(in: room)
    case .columns(let texts): texts.overflow(in: room)
    case .confidences(let bars): max(0, bars.rows.count - room.height)
    case .table(let table): max(0, table.rows.count + 1 - room.height)
    case .choices(let table): max(0, table.rows.count + 1 - room.height)
    case .figures(let figures): figures.overflow(in: room)
    case .intervals(let bars): bars.overflow(in: room)
    case .comparison(let comparison): max(0, comparison.rows.count + 1 - room.height)
    case .list(let list): max(0, list.rows.count - room.height)
    case .text(let paragraph):
      max(
        0,
        wrapped(paragraph.text, width: room.width - 2 * paragraph.indent).count + paragraph.space
          - room.height)
    }
  }
}

extension Paragraph {
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int) {
    for (row, line) in wrapped(text, width: area.width - 2 * indent).dropFirst(scroll).enumerated() {
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
  func draw(on canvas: inout Canvas, in area: Rect, isLarge: Bool, rendering: Rendering) {
    let (label, body) = area.splitTop(1)
    canvas.write(
      longest(of: titles, fitting: label.width - 1), column: label.column, row: label.row, ink: ink,
      in: label.splitLeft(label.width - 1).left)
    guard let heatmap else {
      canvas.write("no record of it", column: body.column, row: body.row, ink: .dim, in: body)
      return
    }
    heatmap.draw(
      on: &canvas, in: body.splitLeft(body.width - 1).left, rendering: rendering, isFilling: isLarge)
  }
}

extension ColumnComparison {
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let room = max(0, area.height - 1)
    let scroll = min(scroll, max(0, rows.count - room))
    let isPartial = rows.count > room
    let hasPinned = rows.contains { $0.pinned != nil }
    let width = (isPartial ? 24 : 23) + (hasPinned ? 8 : 0)
    let (names, rest) = area.splitLeft(area.width - (isPartial ? 1 : 0)).left.splitLeft(
      max(10, area.width - width))
    let (numbers, pinned) = rest.splitLeft(rest.width - (hasPinned ? 8 : 0))
    canvas.write(
      longest(of: titles, fitting: names.width - 1), column: names.column, row: area.row, ink: .dim, in: names
    )
    canvas.write("  \(found)", column: numbers.column, row: area.row, ink: .member, in: numbers)
    canvas.writeTrailing("\(truth) ", row: area.row, ink: .dim, in: numbers)
    if hasPinned { canvas.writeTrailing("pinned ", row: area.row, ink: .pinned, in: pinned) }
    for (row, values) in rows.dropFirst(scroll).prefix(room).enumerated() {
      let line = area.row + 1 + row
      canvas.write(
        values.title(fitting: names.width - 1, glyphs: glyphs), column: names.column, row: line, in: names)
      canvas.writeTrailing(
        fixed(values.found, 2), row: line, ink: .member, in: numbers.splitLeft(10).left)
      canvas.writeTrailing(fixed(values.truth, 2) + " ", row: line, in: numbers)
      if let value = values.pinned {
        canvas.writeTrailing(fixed(value, 2) + " ", row: line, ink: .pinned, in: pinned)
      }
    }
    canvas.markMore(
      above: scroll > 0, below: scroll + room < rows.count, in: area, glyphs: glyphs)
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
  private func firstRow(in area: Rect, scroll: Int) -> Int {
    let last = max(0, rows.count - area.height)
    return scroll > 0 ? min(scroll, last) : max(0, min(chosen - area.height / 2, last))
  }

  /// The row that `draw` puts there while nothing is scrolled; nil below the last.
  func row(atRow row: Int, in area: Rect) -> Int? {
    let place = firstRow(in: area, scroll: 0) + row - area.row
    return row >= area.row && rows.indices.contains(place) ? place : nil
  }

  /// Where the area is too low for all of it, the part around the chosen row, or what it was scrolled to.
  func draw(on canvas: inout Canvas, in area: Rect, scroll: Int, glyphs: GlyphSet) {
    let first = firstRow(in: area, scroll: scroll)
    for (offset, row) in rows.dropFirst(first).prefix(area.height).enumerated() {
      let line = Rect(column: area.column, row: area.row + offset, width: area.width, height: 1)
      let isChosen = first + offset == chosen
      if isChosen {
        canvas.write(
          glyphs.selectionMark, column: line.column, row: line.row, ink: .focus, isBold: true, in: line)
      }
      canvas.write(
        row.title, column: line.column + 2, row: line.row, ink: row.ink, isBold: isChosen, in: line)
      var values = line
      if let difference = row.difference, line.width > 48 {
        canvas.writeTrailing("\(difference)  ", row: line.row, ink: .pinned, in: line)
        values = line.splitLeft(line.width - 8).left
      }
      canvas.writeTrailing("\(row.value)  ", row: line.row, ink: row.valueInk, in: values)
    }
    canvas.markMore(above: first > 0, below: first + area.height < rows.count, in: area, glyphs: glyphs)
  }
}
