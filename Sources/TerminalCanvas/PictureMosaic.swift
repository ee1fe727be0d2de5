/// Small pictures of one size, as many of the first as there is room for, each pixel as it is: nothing is smoothed, so that noise
/// looks like noise.
public struct PictureMosaic: Hashable, Sendable {
  /// Of one picture, in pixels.
  public let width: Int
  public let height: Int
  public let count: Int
  /// Picture after picture, row by row, each from 0 (dark) to 1 (light).
  public let shades: [Float]

  /// Values of which the ends of the scale are found.
  private static let sampleSize = 2048
  /// One value in so many lies beyond an end: of many pictures a few have the largest, and the others are to be seen too.
  private static let beyond = 25

  /// - Parameter values: picture after picture; more than whole pictures are left out.
  public init(width: Int, height: Int, values: [Float], scale: Heatmap.Scale) {
    (self.width, self.height) = (max(1, width), max(1, height))
    let size = self.width * self.height
    count = values.count / size
    let (low, high) = Self.ends(of: values, scale: scale)
    shades = values.prefix(count * size).map { value in
      guard value.isFinite, high > low else { return 0.5 }
      return min(1, max(0, (value / 2 - low / 2) / (high / 2 - low / 2)))
    }
  }

  /// Which of the values are black and white, much as a heatmap has it, of a part of them.
  private static func ends(of values: [Float], scale: Heatmap.Scale) -> (low: Float, high: Float) {
    guard scale != .asRead else { return (0, 1) }
    let finite = stride(from: 0, to: values.count, by: max(1, values.count / sampleSize))
      .map { values[$0] }.filter(\.isFinite)
    let sorted = (scale == .stretched ? finite : finite.map(abs)).sorted()
    guard let last = sorted.last else { return (0, 0) }
    let high = sorted.count > 1 ? sorted[sorted.count - 1 - sorted.count / beyond] : last
    return (scale == .symmetric ? -high : sorted[sorted.count / beyond], high)
  }

  /// How many stand beside and below each other, and how large they are.
  private struct Grid {
    let across: Int
    let down: Int
    /// Times as wide and as high as with a cell, or half of one, for each pixel.
    let scale: Int
  }

  private static let largestScale = 4

  private func grid(in area: Rect, rendering: Rendering) -> Grid? {
    let columnsOfPixel = rendering.hasShades ? 1 : 2
    let rowsOfCell = rendering.hasShades ? 2 : 1
    var best: Grid?
    for scale in 1...Self.largestScale {
      let across = (area.width + 1) / (width * columnsOfPixel * scale + 1)
      let rows = (height * scale + rowsOfCell - 1) / rowsOfCell
      let down = area.height / rows
      guard across > 0, down > 0, best == nil || across * down >= count else { break }
      best = Grid(across: min(across, count), down: down, scale: scale)
    }
    return best
  }

  /// How many of them are drawn there.
  public func shownCount(in area: Rect, rendering: Rendering) -> Int {
    grid(in: area, rendering: rendering).map { min(count, $0.across * $0.down) } ?? min(1, count)
  }

  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    guard count > 0, !area.isEmpty else { return }
    guard let grid = grid(in: area, rendering: rendering) else {
      // Not one fits: of a picture as much as there is room for, smaller where that is nothing of it.
      return Heatmap(width: width, height: height, shades: Array(shades.prefix(width * height)))
        .draw(on: &canvas, in: area, rendering: rendering)
    }
    let columns = width * grid.scale * (rendering.hasShades ? 1 : 2)
    let rows = rendering.hasShades ? (height * grid.scale + 1) / 2 : height * grid.scale
    for place in 0..<min(count, grid.across * grid.down) {
      draw(
        place, on: &canvas,
        at: Rect(
          column: area.column + place % grid.across * (columns + 1),
          row: area.row + place / grid.across * rows, width: columns, height: rows), scale: grid.scale,
        rendering: rendering)
    }
  }

  private func draw(
    _ place: Int, on canvas: inout Canvas, at area: Rect, scale: Int, rendering: Rendering
  ) {
    let first = place * width * height
    let shade = { (x: Int, y: Int) in shades[first + min(height - 1, y / scale) * width + x / scale] }
    for row in 0..<area.height {
      for column in 0..<area.width {
        let cell: Cell
        if rendering.hasShades {
          cell = Cell(
            "▀", ink: .ramp(PictureCells.level(shade(column, 2 * row))),
            field: .ramp(PictureCells.level(shade(column, 2 * row + 1))))
        } else {
          let value = shade(column / 2, row)
          cell = Cell(GlyphDensity.glyph(asLightAs: rendering.isOnLight ? 1 - value : value))
        }
        canvas[column: area.column + column, row: area.row + row] = cell
      }
    }
  }

  /// All of them in one picture, so many beside each other, for a file.
  public func sheet(across: Int) -> Heatmap {
    let across = max(1, min(across, count))
    let down = (count + across - 1) / across
    var pixels = [Float](repeating: 0.5, count: across * width * down * height)
    for (index, shade) in shades.enumerated() {
      let (place, pixel) = (index / (width * height), index % (width * height))
      let x = place % across * width + pixel % width
      let y = place / across * height + pixel / width
      pixels[y * across * width + x] = shade
    }
    return Heatmap(width: across * width, height: down * height, values: pixels, scale: .asRead)
  }
}
