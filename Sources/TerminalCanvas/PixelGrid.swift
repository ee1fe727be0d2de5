/// A picture that is edited pixel by pixel: each pixel takes as many cells as there is room for, twice as many across as down, and
/// one may be under a cursor. Where not even two cells a pixel fit, the part around the cursor is drawn.
public struct PixelGrid: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, each from 0 (dark) to 1 (light).
  public let shades: [Float]
  /// The pixel under the cursor, row by row; nil draws all of the picture, however small.
  public let cursor: Int?

  public init(width: Int, height: Int, shades: [Float], cursor: Int? = nil) {
    precondition(shades.count == width * height)
    (self.width, self.height, self.shades, self.cursor) = (width, height, shades, cursor)
  }

  /// Which pixels are drawn, and where.
  public struct Window: Hashable, Sendable {
    /// In pixels of the picture.
    public let columns: Range<Int>
    public let rows: Range<Int>
    /// Rows of cells for each pixel; columns are twice as many.
    let scale: Int
  }

  /// Whole where it fits.
  public func window(in area: Rect) -> Window {
    let scale = min(area.width / (2 * max(1, width)), area.height / max(1, height))
    guard scale == 0 else { return Window(columns: 0..<width, rows: 0..<height, scale: scale) }
    let (x, y) = ((cursor ?? 0) % max(1, width), (cursor ?? 0) / max(1, width))
    let part = { (place: Int, count: Int, room: Int) -> Range<Int> in
      let shown = max(0, min(count, room))
      let start = max(0, min(place - shown / 2, count - shown))
      return start..<start + shown
    }
    return Window(
      columns: part(x, width, area.width / 2), rows: part(y, height, area.height), scale: 1)
  }

  /// The pixel that is drawn there; nil beside the picture.
  public func pixel(atColumn column: Int, row: Int, in area: Rect) -> Int? {
    let window = window(in: area)
    guard area.contains(column: column, row: row) else { return nil }
    let x = window.columns.lowerBound + (column - area.column) / (2 * window.scale)
    let y = window.rows.lowerBound + (row - area.row) / window.scale
    return window.columns.contains(x) && window.rows.contains(y) ? y * width + x : nil
  }

  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let window = window(in: area)
    if cursor == nil, window.columns.count < width || window.rows.count < height {
      return Heatmap(width: width, height: height, shades: shades)
        .draw(on: &canvas, in: area, rendering: rendering)
    }
    for y in window.rows {
      for x in window.columns {
        let place = Rect(
          column: area.column + 2 * window.scale * (x - window.columns.lowerBound),
          row: area.row + window.scale * (y - window.rows.lowerBound), width: 2 * window.scale,
          height: window.scale)
        draw(y * width + x, on: &canvas, in: place, rendering: rendering)
      }
    }
  }

  private func draw(_ pixel: Int, on canvas: inout Canvas, in place: Rect, rendering: Rendering) {
    let shade = shades[pixel]
    canvas.fill(place, with: Self.cell(shade, rendering: rendering))
    // Where nothing is, a point says that something may be.
    if shade == 0 {
      var point = Cell(rendering.glyphs == .ascii ? "." : "·", ink: .dim)
      if rendering.hasShades { point.field = .ramp(0) }
      canvas[column: place.column + place.width / 2 - 1, row: place.row + place.height / 2] = point
    }
    guard pixel == cursor else { return }
    for row in place.row..<place.row + place.height {
      canvas[column: place.column, row: row] = Cell("[", ink: .focus, isBold: true, isReversed: true)
      guard place.width > 2 else { continue }
      canvas[column: place.column + place.width - 1, row: row] = Cell(
        "]", ink: .focus, isBold: true, isReversed: true)
    }
  }

  private static func cell(_ shade: Float, rendering: Rendering) -> Cell {
    guard rendering.hasShades else {
      return Cell(GlyphDensity.glyph(asLightAs: rendering.isOnLight ? 1 - shade : shade))
    }
    let level = Ink.ramp(PictureCells.level(shade))
    return Cell(" ", ink: level, field: level)
  }
}
