extension LineChart {
  /// What a chart needs in words where it stands by itself.
  public struct Wording: Hashable, Sendable {
    public var title: String
    /// What there is to be seen, for who does not see it.
    public var description: String
    /// What the axes are of.
    public var horizontal: String
    public var vertical: String

    public init(title: String, description: String, horizontal: String, vertical: String) {
      self.title = title
      self.description = description
      self.horizontal = horizontal
      self.vertical = vertical
    }
  }

  /// The chart as a picture that scales, with round numbers beside its axes and the names of its curves below.
  public func svg(_ wording: Wording) -> String {
    let (left, right, top, bottom) = (56.0, 624.0, 34.0, 334.0)
    let legendTop = bottom + 72
    var drawing = VectorDrawing(
      width: 640, height: legendTop + Double(series.count) * 22 - 10, title: wording.title,
      description: wording.description)
    let columns = VectorScale(horizontal, from: left, to: right, scale: scale)
    let rows = VectorScale(vertical, from: bottom, to: top, scale: scale)
    for tick in columns.ticks {
      let x = columns.position(of: tick)
      drawing.line([.init(x, top), .init(x, bottom)], ink: .border, opacity: 0.5)
      drawing.text(VectorScale.written(tick), at: .init(x, bottom + 20), anchor: .middle, ink: .dim)
    }
    for tick in rows.ticks {
      let y = rows.position(of: tick)
      drawing.line([.init(left, y), .init(right, y)], ink: .border, opacity: 0.5)
      drawing.text(VectorScale.written(tick), at: .init(left - 8, y + 5), anchor: .end, ink: .dim)
    }
    drawing.line([.init(left, top), .init(left, bottom), .init(right, bottom)], ink: .border, width: 1.5)
    drawing.text(wording.vertical, at: .init(8, 18), ink: .dim)
    drawing.text(wording.horizontal, at: .init(right, bottom + 42), anchor: .end, ink: .dim)
    // Those of a run lie in front, and the first named lies in front of its like.
    let behind = series.filter(\.isFaint) + series.filter { !$0.isFaint && $0.isReference }
    for curve in behind + series.filter({ !$0.isFaint && !$0.isReference }).reversed() {
      for part in curve.points.split(whereSeparator: { !($0.x.isFinite && $0.y.isFinite) }) {
        drawing.line(
          part.map { .init(columns.position(of: $0.x), rows.position(of: $0.y)) }, ink: curve.ink,
          stroke: curve.stroke, width: curve.lineWidth, opacity: curve.isFaint ? 0.5 : 1)
      }
    }
    if let cursor {
      let x = columns.position(of: cursor)
      drawing.line([.init(x, top), .init(x, bottom)], ink: .focus)
    }
    for (place, curve) in series.enumerated() {
      let y = legendTop + Double(place) * 22 - 5
      drawing.line(
        [.init(left, y), .init(left + 44, y)], ink: curve.ink, stroke: curve.stroke, width: curve.lineWidth,
        opacity: curve.isFaint ? 0.5 : 1)
      drawing.text(curve.name, at: .init(left + 54, y + 5))
    }
    return drawing.document
  }
}

extension LineChart.Series {
  /// In pixels.
  fileprivate var lineWidth: Double { isReference || isFaint ? 1.75 : 2.5 }
}
