package import TerminalCanvas

/// Figures of one scale as bars, beside a limit to all of them, and a mark for some.
package struct BarChart: Hashable, Sendable {
  package struct Bar: Hashable, Sendable {
    package let name: String
    /// What is beyond the axis fills the whole width.
    package let value: Double
    /// What stands at its end.
    package let label: String
    package let ink: Ink
    /// How far it could have gone; nil where that is not known.
    package let mark: Double?
  }

  package let title: String
  /// What there is to be seen, for who does not see it.
  package let description: String
  package let bars: [Bar]
  /// nil where there is none, or an infinite one.
  package let limit: Double?
  package let limitName: String
  package let markName: String

  package var svg: String {
    let (left, right, top, rowHeight) = (8.0, 560.0, 26.0, 50.0)
    let bottom = top + rowHeight * Double(bars.count)
    let hasMarks = bars.contains { $0.mark?.isFinite == true }
    let legend = [limit == nil ? nil : limitName, hasMarks ? markName : nil].compactMap(\.self)
    var drawing = VectorDrawing(
      width: 640, height: bottom + 44 + 22 * Double(legend.count), title: title, description: description)
    let reach = reach
    let scale = VectorScale(0...reach * 1.02, from: left, to: right)
    for tick in scale.ticks {
      let x = scale.position(of: tick)
      drawing.line([.init(x, top), .init(x, bottom)], ink: .border, opacity: 0.5)
      drawing.text(VectorScale.written(tick), at: .init(x, bottom + 20), anchor: .middle, ink: .dim)
    }
    for (place, bar) in bars.enumerated() {
      let y = top + rowHeight * Double(place)
      drawing.text(bar.name, at: .init(left + 4, y + 16))
      let end = scale.position(of: bar.value)
      drawing.area(from: .init(left, y + 22), width: max(2, end - left), height: 18, ink: bar.ink)
      if let mark = bar.mark, mark.isFinite {
        let x = scale.position(of: mark)
        drawing.line([.init(x, y + 19), .init(x, y + 43)], ink: .text, stroke: .dotted, width: 3)
      }
      // Beside the lines that would run through it.
      var label = end + 6
      for line in [limit, bar.mark].compactMap(\.self).filter({ $0.isFinite }).map({ scale.position(of: $0) })
        .sorted()
      where (label - 6...label + 46).contains(line) { label = line + 6 }
      if let limit {
        let x = scale.position(of: limit)
        drawing.line([.init(x, y + 19), .init(x, y + 43)], ink: .bound, width: 3)
      }
      drawing.text(bar.value > reach ? "→ \(bar.label)" : bar.label, at: .init(label, y + 36))
    }
    var y = bottom + 40
    if limit != nil {
      drawing.line([.init(left + 22, y - 9), .init(left + 22, y + 9)], ink: .bound, width: 3)
      drawing.text(limitName, at: .init(left + 54, y + 5))
      y += 22
    }
    if hasMarks {
      drawing.line([.init(left + 22, y - 9), .init(left + 22, y + 9)], ink: .text, stroke: .dotted, width: 3)
      drawing.text(markName, at: .init(left + 54, y + 5))
    }
    return drawing.document
  }

  /// What the axis shows: all there is, but for bars that are far beyond the limit and every mark, which would make these small.
  private var reach: Double {
    let measures = ([limit] + bars.map(\.mark)).compactMap(\.self).filter { $0.isFinite }.max() ?? 0
    let longest = bars.map(\.value).filter { $0.isFinite }.max() ?? 0
    return max(0.1, measures, measures > 0 ? min(longest, 2 * measures) : longest)
  }
}
