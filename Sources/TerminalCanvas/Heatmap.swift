/// A picture: a grid of values, stretched so that its darkest and lightest parts are told apart.
public struct Heatmap: Hashable, Sendable {
  /// What is black and what is white.
  public enum Scale: Hashable, Sendable {
    /// The first and the 99th percentile, as faint pictures need; equal values are mid-grey.
    case stretched
    /// Both ends as far from 0, which is mid-grey, as 99 in 100 values reach at most: for weights.
    case symmetric
    /// 0 is dark and 1 is light.
    case asRead
  }

  public let width: Int
  public let height: Int
  /// Row by row, each from 0 (dark) to 1 (light); mid-grey for what is no number.
  public let shades: [Float]

  public init(width: Int, height: Int, values: [Float], scale: Scale = .stretched) {
    precondition(values.count == width * height)
    self.width = width
    self.height = height
    guard scale != .asRead else {
      shades = values.map { $0.isFinite ? min(1, max(0, $0)) : 0.5 }
      return
    }
    let finite = values.filter(\.isFinite)
    let sorted = (scale == .stretched ? finite : finite.map(abs)).sorted()
    let high = sorted.isEmpty ? 0 : sorted[sorted.count - 1 - sorted.count / 100]
    let low = scale == .symmetric ? -high : sorted.isEmpty ? 0 : sorted[sorted.count / 100]
    shades = values.map { value in
      guard value.isFinite, high > low else { return 0.5 }
      // Halves, for the difference of two large numbers may be none.
      return min(1, max(0, (value / 2 - low / 2) / (high / 2 - low / 2)))
    }
  }

  /// Shades as they are, from 0 to 1.
  init(width: Int, height: Int, shades: [Float]) {
    (self.width, self.height, self.shades) = (width, height, shades)
  }

  /// The picture as a file of the portable greymap format, binary (`P5`), a byte for each shade.
  public var pgm: [UInt8] {
    Array("P5\n\(width) \(height)\n255\n".utf8) + shades.map { UInt8(($0 * 255).rounded()) }
  }

  /// Pixels of its natural size that a pixel of the picture takes at most.
  private static let naturalScale = 3.0

  /// The cells the picture takes, with its proportions kept: its natural size, or as much of it as fits; or all there is room for.
  public func fitted(in area: Rect, rendering: Rendering, isFilling: Bool = false) -> Rect {
    guard !area.isEmpty, width > 0, height > 0 else {
      return Rect(column: area.column, row: area.row, width: 0, height: 0)
    }
    // A cell is about twice as high as wide: two pixels one above the other, or one pixel two columns wide.
    let across = rendering.hasShades ? 1.0 : 2.0
    let down = rendering.hasShades ? 2.0 : 1.0
    let scale = min(
      Double(area.width) / (Double(width) * across), Double(area.height) * down / Double(height),
      isFilling ? .infinity : Self.naturalScale)
    // What rounding took from a whole number of cells is no reason for one less or one more.
    let columns = max(1, Int(Double(width) * across * scale + 1e-9))
    let rows = max(1, Int((Double(height) * scale / down - 1e-9).rounded(.up)))
    return Rect(
      column: area.column, row: area.row, width: min(columns, area.width), height: min(rows, area.height))
  }

  /// Draws as much of `area` as `fitted` says.
  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering, isFilling: Bool = false) {
    let target = fitted(in: area, rendering: rendering, isFilling: isFilling)
    guard !target.isEmpty else { return }
    let cells = PictureCells(self, columns: target.width, rows: target.height, rendering: rendering)
    for row in 0..<target.height {
      for column in 0..<target.width {
        canvas[column: target.column + column, row: target.row + row] = cells.cell(column: column, row: row)
      }
    }
  }
}
