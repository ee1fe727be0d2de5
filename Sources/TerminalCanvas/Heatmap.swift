/// A picture: a grid of values, stretched so that its darkest and lightest parts are told apart.
public struct Heatmap: Hashable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, each from 0 (dark) to 1 (light).
  public let shades: [Float]

  /// Stretches the values between their first and 99th percentile, as faint pictures need; equal values are mid-grey.
  public init(width: Int, height: Int, values: [Float]) {
    precondition(values.count == width * height)
    self.width = width
    self.height = height
    let sorted = values.filter(\.isFinite).sorted()
    let low = sorted.isEmpty ? 0 : sorted[sorted.count / 100]
    let high = sorted.isEmpty ? 0 : sorted[sorted.count - 1 - sorted.count / 100]
    shades = values.map { value in
      guard value.isFinite, high > low else { return 0.5 }
      return min(1, max(0, (value - low) / (high - low)))
    }
  }

  /// The cells the picture takes at its natural size, or as much of it as fits with its proportions kept.
  public func fitted(in area: Rect, rendering: Rendering) -> Rect {
    guard !area.isEmpty, width > 0, height > 0 else {
      return Rect(column: area.column, row: area.row, width: 0, height: 0)
    }
    // A cell is about twice as high as wide: two pixels one above the other, or one pixel two columns wide.
    let across = rendering.hasShades ? 1.0 : 2.0
    let down = rendering.hasShades ? 2.0 : 1.0
    let scale = min(
      Double(area.width) / (Double(width) * across), Double(area.height) * down / Double(height), 3)
    let columns = max(1, Int(Double(width) * across * scale))
    let rows = max(1, Int((Double(height) * scale / down).rounded(.up)))
    return Rect(
      column: area.column, row: area.row, width: min(columns, area.width), height: min(rows, area.height))
  }

  /// Draws as much of `area` as `fitted` says.
  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let target = fitted(in: area, rendering: rendering)
    guard !target.isEmpty else { return }
    for row in 0..<target.height {
      for column in 0..<target.width {
        let cell: Cell
        if rendering.hasShades {
          let rows = target.height * 2
          let upper = shade(column: column, row: 2 * row, columns: target.width, rows: rows)
          let lower = shade(column: column, row: 2 * row + 1, columns: target.width, rows: rows)
          cell = Cell("▀", ink: .ramp(Self.level(upper)), field: .ramp(Self.level(lower)))
        } else {
          cell = Cell(
            Self.letter(shade(column: column, row: row, columns: target.width, rows: target.height)))
        }
        canvas[column: target.column + column, row: target.row + row] = cell
      }
    }
  }

  private static let letters: [Unicode.Scalar] = [" ", ".", ":", "-", "=", "+", "*", "#", "%", "@"]

  private static func letter(_ shade: Float) -> Unicode.Scalar {
    letters[min(letters.count - 1, Int(shade * Float(letters.count)))]
  }

  private static func level(_ shade: Float) -> UInt8 { UInt8(shade * 255) }

  /// The mean over the part of the picture that falls on one point of a coarser or finer grid.
  private func shade(column: Int, row: Int, columns: Int, rows: Int) -> Float {
    let left = column * width / columns
    let right = max(left + 1, (column + 1) * width / columns)
    let top = row * height / rows
    let bottom = max(top + 1, (row + 1) * height / rows)
    var sum: Float = 0
    for y in top..<bottom {
      for x in left..<right { sum += shades[y * width + x] }
    }
    return sum / Float((bottom - top) * (right - left))
  }
}
