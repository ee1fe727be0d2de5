import PlainText

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension LineChart {
  /// Draws nothing where the area is too small for labels and a curve.
  public func draw(on canvas: inout Canvas, in area: Rect, rendering: Rendering) {
    let margin = max(leastMargin, verticalLabels.low.displayWidth, verticalLabels.high.displayWidth)
    guard area.width > margin + 4, area.height > 2 else { return }
    let (plotRows, labelRow) = area.splitTop(area.height - 1)
    let (labels, plot) = plotRows.splitLeft(margin + 1)
    canvas.writeTrailing(verticalLabels.high + " ", row: labels.row, ink: .dim, in: labels)
    canvas.writeTrailing(verticalLabels.low + " ", row: labels.row + labels.height - 1, ink: .dim, in: labels)
    let (_, under) = labelRow.splitLeft(margin + 1)
    // Where there is no room for both the upper end says more.
    if horizontalLabels.low.displayWidth + 1 + horizontalLabels.high.displayWidth <= under.width {
      canvas.write(horizontalLabels.low, column: under.column, row: under.row, ink: .dim, in: under)
    }
    canvas.writeTrailing(horizontalLabels.high, row: under.row, ink: .dim, in: under)
    for row in plot.row..<plot.row + plot.height {
      canvas[column: plot.column, row: row] = Cell(rendering.glyphs.verticalLine, ink: .border)
    }

    var grid = PlotGrid(area: plot.splitLeft(1).rest, glyphs: rendering.glyphs)
    for curve in series { draw(curve, on: &grid, isBold: rendering.isBold) }
    if let cursor {
      let column = position(of: cursor, in: horizontal, over: grid.width)
      grid.begin(PlotGrid.Layer(ink: .focus, marker: ":", depth: .reference, isBold: false))
      for row in 0..<grid.height { grid.mark((column, row)) }
    }
    grid.draw(on: &canvas)
  }

  private func draw(_ curve: Series, on grid: inout PlotGrid, isBold: Bool) {
    let depth: PlotGrid.Depth = curve.isFaint ? .faint : curve.isReference ? .reference : .curve
    grid.begin(
      PlotGrid.Layer(
        ink: curve.ink, marker: curve.marker, depth: depth,
        isBold: isBold && depth == .curve && curve.stroke == .solid))
    var pen = Pen(curve.stroke, isFaint: curve.isFaint, glyphs: grid.glyphs)
    var previous: PlotGrid.Dot?
    for point in curve.points {
      guard point.x.isFinite, point.y.isFinite else {
        // Whatever the stroke, a curve has its two ends: the later one is where it stands now.
        if let previous { grid.mark(previous) }
        previous = nil
        pen.lift()
        continue
      }
      let dot = (
        column: position(of: point.x, in: horizontal, over: grid.width),
        row: grid.height - 1 - position(of: point.y, in: vertical, over: grid.height)
      )
      if let previous {
        grid.line(from: previous, to: dot, with: &pen)
      } else if pen.step() {
        grid.mark(dot)
      }
      previous = dot
    }
    if let previous { grid.mark(previous) }
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
