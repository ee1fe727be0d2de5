import PlainText

extension Canvas {
  /// The screen as a picture that scales, with nothing outside it: blocks, dots and lines are drawn, and text stands in the grid whatever
  /// font there is.
  public func svg(theme: Theme, title: String) -> String {
    SVGWriter(self, theme: theme).document(title: title)
  }
}

private struct SVGWriter {
  /// In pixels; a cell is twice as high as wide.
  private static let (cellWidth, cellHeight, baseline, fontSize) = (9, 18, 13.5, 14.5)
  /// For what is in the terminal's own colours: of a dark one.
  private static let (darkPaper, lightPen) = (RGB(18, 18, 18), RGB(229, 229, 229))

  /// Text in one look, without two blanks in a row.
  private struct Run {
    var text: String
    var column: Int
    var width: Int
  }

  private let canvas: Canvas
  private let cells: [ShownCell]
  private let paper: RGB
  private let pen: RGB

  init(_ canvas: Canvas, theme: Theme) {
    self.canvas = canvas
    cells = canvas.shown(theme: theme, depth: .direct)
    paper = Self.color(theme.background(at: .direct)) ?? Self.darkPaper
    pen = Self.color(theme.look(of: .text, at: .direct).color) ?? Self.lightPen
  }

  func document(title: String) -> String {
    let (width, height) = (canvas.width * Self.cellWidth, canvas.height * Self.cellHeight)
    let title = title.escapedForMarkup
    var lines = [
      #"<svg xmlns="http://www.w3.org/2000/svg" width="\#(width)" height="\#(height)" viewBox="0 0 \#(width) \#(height)" role="img">"#,
      "<title>\(title)</title>",
      #"<rect width="\#(width)" height="\#(height)" fill="\#(paper.hexadecimal)"/>"#,
    ]
    lines += areas
    lines.append(
      #"<g font-family="DejaVu Sans Mono,Menlo,Consolas,monospace" font-size="\#(Self.fontSize)" xml:space="preserve">"#
    )
    for row in 0..<canvas.height { lines += text(in: row) }
    return (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
  }

  private func ink(of look: CellLook) -> (written: RGB, under: RGB?) {
    let written = Self.color(look.foreground)
    let under = Self.color(look.background)
    guard look.attributes.contains(.reverse) else { return (written ?? pen, under) }
    return (under ?? paper, written ?? pen)
  }

  private static func color(_ color: Look.Color) -> RGB? {
    switch color {
    case .own: nil
    case .palette(let number): RGB(palette: number)
    case .rgb(let rgb): rgb
    }
  }

  private func opacity(of look: CellLook) -> Double { look.attributes.contains(.dim) ? 0.6 : 1 }

  /// A path for each colour: what lies under the glyphs first, then what is drawn of them.
  private var areas: [String] {
    var (under, over) = (SVGPaths(), SVGPaths())
    for (index, cell) in cells.enumerated() {
      let (column, row) = (index % canvas.width, index / canvas.width)
      let (x, y) = (Double(column * Self.cellWidth), Double(row * Self.cellHeight))
      let (width, height) = (Double(Self.cellWidth), Double(Self.cellHeight))
      let ink = ink(of: cell.look)
      if let color = ink.under { under.add(x, y, width, height, in: color) }
      guard let shape = CellShape(cell.glyph) else { continue }
      for part in shape.parts {
        over.add(
          x + part.x * width, y + part.y * height, part.width * width, part.height * height, in: ink.written,
          opacity: shape.opacity * opacity(of: cell.look))
      }
    }
    return under.elements + over.elements
  }

  private func text(in row: Int) -> [String] {
    var elements: [String] = []
    var (run, look, blanks) = (Run?.none, CellLook(), 0)
    func finish() {
      if let run { elements.append(element(run, look, row)) }
      run = nil
    }
    for column in 0..<canvas.width {
      let cell = cells[row * canvas.width + column]
      guard !cell.isContinuation else { continue }
      let isBlank = cell.glyph == " " && !cell.look.attributes.contains(.underline)
      guard !isBlank, CellShape(cell.glyph) == nil else {
        blanks += 1
        if blanks > 1 || !isBlank { finish() }
        continue
      }
      if look != cell.look { finish() }
      look = cell.look
      var longer = run ?? Run(text: "", column: column, width: 0)
      if run != nil, blanks > 0 { longer.text += " " }
      blanks = 0
      longer.text += String(cell.glyph).escapedForMarkup
      let isWide = column + 1 < canvas.width && cells[row * canvas.width + column + 1].isContinuation
      longer.width = column + (isWide ? 2 : 1) - longer.column
      run = longer
    }
    finish()
    return elements
  }

  private func element(_ run: Run, _ look: CellLook, _ row: Int) -> String {
    let y = Double(row * Self.cellHeight) + Self.baseline
    var style = #" fill="\#(ink(of: look).written.hexadecimal)""#
    if look.attributes.contains(.bold) { style += #" font-weight="bold""# }
    if look.attributes.contains(.underline) { style += #" text-decoration="underline""# }
    if look.attributes.contains(.dim) { style += #" fill-opacity="0.6""# }
    return
      #"<text x="\#(run.column * Self.cellWidth)" y="\#(y)" textLength="\#(run.width * Self.cellWidth)" lengthAdjust="spacingAndGlyphs"\#(style)>\#(run.text)</text>"#
  }
}

/// Rectangles gathered by colour; one that goes on where the last ended makes it longer.
private struct SVGPaths {
  private struct Fill: Hashable {
    var color: RGB
    var opacity: Double
  }

  private struct Rectangle {
    var x: Double
    var y: Double
    var width: Double
    var height: Double
  }

  private var order: [Fill] = []
  private var rectangles: [Fill: [Rectangle]] = [:]

  mutating func add(
    _ x: Double, _ y: Double, _ width: Double, _ height: Double, in color: RGB, opacity: Double = 1
  ) {
    let fill = Fill(color: color, opacity: opacity)
    if rectangles[fill] == nil { order.append(fill) }
    var known = rectangles.removeValue(forKey: fill) ?? []
    if let last = known.last, last.y == y, last.height == height, abs(last.x + last.width - x) < 1e-9 {
      known[known.count - 1].width += width
    } else {
      known.append(Rectangle(x: x, y: y, width: width, height: height))
    }
    rectangles[fill] = known
  }

  /// Edges are crisp, lest the ground shine through between cells.
  var elements: [String] {
    order.map { fill in
      let path = (rectangles[fill] ?? []).map { rectangle in
        "M\(short(rectangle.x)) \(short(rectangle.y))h\(short(rectangle.width))v\(short(rectangle.height))h\(short(-rectangle.width))z"
      }.joined()
      let opacity = fill.opacity < 1 ? #" fill-opacity="\#(short(fill.opacity))""# : ""
      return
        #"<path shape-rendering="crispEdges" fill="\#(fill.color.hexadecimal)"\#(opacity) d="\#(path)"/>"#
    }
  }

  /// To a hundredth of a pixel.
  private func short(_ value: Double) -> String {
    let hundredths = (value * 100).rounded() / 100
    return hundredths == hundredths.rounded() ? "\(Int(hundredths))" : "\(hundredths)"
  }
}
