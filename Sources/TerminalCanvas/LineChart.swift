import PlainText

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Curves over a common pair of axes.
public struct LineChart: Hashable, Sendable {
  /// In the units of the axes; what is not finite interrupts the curve.
  public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  public struct Series: Hashable, Sendable {
    /// What it is, in a word or two: in data that are written, and to find its like in another chart.
    public var name: String
    public var points: [Point]
    public var ink: Ink
    /// What the curve is drawn with where there is only ASCII.
    public var marker: Unicode.Scalar

    /// How it is drawn elsewhere.
    public var stroke: Stroke
    /// Whether it is a line to measure by, such as that of chance, and no figure of a run.
    public var isReference: Bool
    /// Whether it stands behind others to compare with: of its stroke every second dot is left out.
    public var isFaint = false

    public init(
      _ name: String, points: [Point], ink: Ink, marker: Unicode.Scalar, stroke: Stroke = .solid,
      isReference: Bool = false
    ) {
      self.name = name
      self.points = points
      self.ink = ink
      self.marker = marker
      self.stroke = stroke
      self.isReference = isReference
    }
  }

  /// Of both axes.
  public enum Scale: Hashable, Sendable {
    case linear
    /// Base ten; what is not above the range's lower end is drawn on the axis.
    case logarithmic
  }

  /// Drawn in order, the last on top.
  public var series: [Series]
  /// What the axis shows; what lies outside is drawn at its end.
  public var horizontal: ClosedRange<Double>
  /// What the axis shows, likewise.
  public var vertical: ClosedRange<Double>
  public var scale: Scale
  /// What stands under the axis, at its left and right end.
  public var horizontalLabels: (low: String, high: String)
  /// What stands beside the axis, at its lower and upper end.
  public var verticalLabels: (low: String, high: String)
  /// A vertical line: the moment that is looked at.
  public var cursor: Double?
  /// Columns for the labels of the vertical axis at least, so that charts one below another begin at one column.
  public var leastMargin: Int

  public init(
    series: [Series], horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>,
    horizontalLabels: (low: String, high: String), verticalLabels: (low: String, high: String),
    scale: Scale = .linear, cursor: Double? = nil, leastMargin: Int = 0
  ) {
    self.series = series
    self.horizontal = horizontal
    self.vertical = vertical
    self.horizontalLabels = horizontalLabels
    self.verticalLabels = verticalLabels
    self.scale = scale
    self.cursor = cursor
    self.leastMargin = leastMargin
  }

  public static func == (left: LineChart, right: LineChart) -> Bool {
    left.series == right.series && left.horizontal == right.horizontal && left.vertical == right.vertical
      && left.scale == right.scale && left.cursor == right.cursor && left.leastMargin == right.leastMargin
      && left.horizontalLabels == right.horizontalLabels && left.verticalLabels == right.verticalLabels
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(series)
    hasher.combine(horizontal)
    hasher.combine(vertical)
  }

  /// Draws nothing where the area is too small for labels and a curve.
  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let margin = max(leastMargin, verticalLabels.low.displayWidth, verticalLabels.high.displayWidth)
    guard area.width > margin + 4, area.height > 2 else { return }
    let (plotRows, labelRow) = area.splitTop(area.height - 1)
    let (labels, plot) = plotRows.splitLeft(margin + 1)
    canvas.writeTrailing(verticalLabels.high + " ", row: labels.row, ink: .dim, in: labels)
    canvas.writeTrailing(verticalLabels.low + " ", row: labels.row + labels.height - 1, ink: .dim, in: labels)
    let (_, under) = labelRow.splitLeft(margin + 1)
    canvas.write(horizontalLabels.low, column: under.column, row: under.row, ink: .dim, in: under)
    canvas.writeTrailing(horizontalLabels.high, row: under.row, ink: .dim, in: under)
    for row in plot.row..<plot.row + plot.height {
      canvas[column: plot.column, row: row] = Cell(rendering.glyphs.verticalLine, ink: .border)
    }

    var grid = PlotGrid(area: plot.splitLeft(1).rest, glyphs: rendering.glyphs)
    for curve in series { draw(curve, on: &grid) }
    if let cursor {
      let column = position(of: cursor, in: horizontal, over: grid.width)
      grid.line(from: (column, 0), to: (column, grid.height - 1), ink: .focus, marker: ":")
    }
    grid.draw(on: &canvas)
  }

  private func draw(_ curve: Series, on grid: inout PlotGrid) {
    var previous: (column: Int, row: Int)?
    for point in curve.points {
      guard point.x.isFinite, point.y.isFinite else {
        previous = nil
        continue
      }
      let column = position(of: point.x, in: horizontal, over: grid.width)
      let row = grid.height - 1 - position(of: point.y, in: vertical, over: grid.height)
      grid.line(from: previous ?? (column, row), to: (column, row), ink: curve.ink, marker: curve.marker)
      previous = (column, row)
    }
  }

  private func position(of value: Double, in range: ClosedRange<Double>, over count: Int) -> Int {
    let fraction: Double
    switch scale {
    case .linear:
      let width = range.upperBound - range.lowerBound
      fraction = width > 0 ? (value - range.lowerBound) / width : 0
    case .logarithmic:
      let width = log10(range.upperBound / range.lowerBound)
      fraction = value > range.lowerBound && width > 0 ? log10(value / range.lowerBound) / width : 0
    }
    return Int((min(1, max(0, fraction)) * Double(count - 1)).rounded())
  }
}
