import PlainText

/// Points over a pair of axes, each with a mark of its own and how far it may be off on either side.
public struct ScatterChart: Hashable, Sendable {
  public struct Point: Hashable, Sendable {
    /// One character, which a list beside the chart explains.
    public var mark: String
    /// In data that are taken home.
    public var name: String
    public var x: Double
    public var y: Double
    /// nil where nothing is known of it, as is the next.
    public var horizontalReach: ClosedRange<Double>?
    public var verticalReach: ClosedRange<Double>?
    public var ink: Ink
    /// Whether it is what somebody looks at: it stands before the others, in bold letters.
    public var isChosen: Bool

    public init(
      mark: String, name: String = "", x: Double, y: Double, horizontalReach: ClosedRange<Double>? = nil,
      verticalReach: ClosedRange<Double>? = nil, ink: Ink, isChosen: Bool = false
    ) {
      (self.mark, self.name, self.x, self.y, self.ink, self.isChosen) = (mark, name, x, y, ink, isChosen)
      (self.horizontalReach, self.verticalReach) = (horizontalReach, verticalReach)
    }
  }

  public var points: [Point]
  public var horizontal: ClosedRange<Double>
  public var vertical: ClosedRange<Double>
  /// What stands under the axis, at its left and right end, and between them where there is room.
  public var horizontalLabels: (low: String, title: String, high: String)
  /// What stands beside the axis, at its lower and upper end, and above it.
  public var verticalLabels: (low: String, title: String, high: String)

  public init(
    points: [Point], horizontal: ClosedRange<Double>, vertical: ClosedRange<Double>,
    horizontalLabels: (low: String, title: String, high: String),
    verticalLabels: (low: String, title: String, high: String)
  ) {
    (self.points, self.horizontal, self.vertical) = (points, horizontal, vertical)
    (self.horizontalLabels, self.verticalLabels) = (horizontalLabels, verticalLabels)
  }

  public static func == (one: Self, other: Self) -> Bool {
    one.points == other.points && one.horizontal == other.horizontal && one.vertical == other.vertical
      && one.horizontalLabels == other.horizontalLabels && one.verticalLabels == other.verticalLabels
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(points)
    hasher.combine(horizontal)
    hasher.combine(vertical)
  }

  /// Draws nothing where the area is too small for labels and points.
  public func draw(on canvas: inout Canvas, in area: Rect, glyphs: GlyphSet) {
    let margin = max(verticalLabels.low.displayWidth, verticalLabels.high.displayWidth)
    guard area.width > margin + 8, area.height > 4 else { return }
    let (title, below) = area.splitTop(1)
    canvas.write(
      verticalLabels.title, column: title.column + margin + 1, row: title.row, ink: .dim, in: title)
    let (plotRows, labelRow) = below.splitTop(below.height - 1)
    let (labels, plot) = plotRows.splitLeft(margin + 1)
    canvas.writeTrailing(verticalLabels.high + " ", row: labels.row, ink: .dim, in: labels)
    canvas.writeTrailing(verticalLabels.low + " ", row: labels.row + labels.height - 1, ink: .dim, in: labels)
    for row in plot.row..<plot.row + plot.height {
      canvas[column: plot.column, row: row] = Cell(glyphs.verticalLine, ink: .border)
    }
    let under = labelRow.splitLeft(margin + 1).rest
    let (low, middle, high) = horizontalLabels
    canvas.write(low, column: under.column, row: under.row, ink: .dim, in: under)
    canvas.writeTrailing(high, row: under.row, ink: .dim, in: under)
    let room = under.width - low.displayWidth - high.displayWidth
    if middle.displayWidth + 4 <= room {
      canvas.write(
        middle, column: under.column + low.displayWidth + (room - middle.displayWidth) / 2, row: under.row,
        ink: .dim, in: under)
    }
    draw(in: plot.splitLeft(1).rest, on: &canvas, glyphs: glyphs)
  }

  private func draw(in plot: Rect, on canvas: inout Canvas, glyphs: GlyphSet) {
    let column = { (value: Double) in plot.column + Self.place(value, in: horizontal, of: plot.width) }
    let row = { (value: Double) in
      plot.row + plot.height - 1 - Self.place(value, in: vertical, of: plot.height)
    }
    // What is looked at comes last, over the others.
    let ordered = points.filter { !$0.isChosen } + points.filter(\.isChosen)
    for point in ordered {
      let ink: Ink = point.isChosen ? point.ink : .dim
      if let reach = point.verticalReach {
        for row in row(reach.upperBound)...row(reach.lowerBound) {
          canvas[column: column(point.x), row: row] = Cell(glyphs.verticalLine, ink: ink)
        }
      }
      if let reach = point.horizontalReach {
        for column in column(reach.lowerBound)...column(reach.upperBound) {
          canvas[column: column, row: row(point.y)] = Cell(glyphs.horizontalLine, ink: ink)
        }
      }
    }
    var taken = Set<Int>()
    for point in ordered.reversed() {
      // Marks of one place stand side by side, as far as there is room.
      var place = column(point.x)
      let line = row(point.y)
      while taken.contains(line * 1000 + place), place + 1 < plot.column + plot.width { place += 1 }
      taken.insert(line * 1000 + place)
      canvas.write(
        point.mark, column: place, row: line, ink: point.ink, isBold: point.isChosen, in: plot)
    }
  }

  private static func place(_ value: Double, in range: ClosedRange<Double>, of count: Int) -> Int {
    let width = range.upperBound - range.lowerBound
    let share = width > 0 ? (value - range.lowerBound) / width : 0.5
    return Int((min(1, max(0, share)) * Double(count - 1)).rounded())
  }
}
