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
    public var isFaint: Bool

    public init(
      _ name: String, points: [Point], ink: Ink, marker: Unicode.Scalar, stroke: Stroke = .solid,
      isReference: Bool = false, isFaint: Bool = false
    ) {
      self.name = name
      self.points = points
      self.ink = ink
      self.marker = marker
      self.stroke = stroke
      self.isReference = isReference
      self.isFaint = isFaint
    }
  }

  /// Of both axes.
  public enum Scale: Hashable, Sendable {
    case linear
    /// Base ten; what is not above the range's lower end is drawn on the axis.
    case logarithmic
  }

  /// Those of a run lie in front of lines to measure by, and these in front of faint ones. Where several of a kind run through the
  /// same cells their inks take turns.
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
}
