import TerminalCanvas

extension PaneContent {
  /// The content with that of the pinned run beside it: its curves behind, a difference beside each number, its picture at the
  /// side.
  func compared(with pinned: PaneContent, glyphs: GlyphSet) -> PaneContent {
    guard basis == pinned.basis else { return self }
    var both = self
    switch (body, pinned.body) {
    case (.chart(let chart, let key), .chart(let other, _)):
      let merged = chart.drawn(over: other)
      both.body = .chart(merged, key: key)
      if merged != chart {
        both.notes = notes.map { $0 + [Span("  \(glyphs.pinnedMark)pinned", .pinned)] } + notes
      }
    case (.figures(let figures), .figures(let other)):
      both.body = .figures(figures.compared(with: other, glyphs: glyphs))
    case (.intervals(let bars), .intervals(let other)): both.body = .intervals(bars.compared(with: other))
    case (.pictures(let pictures), .pictures(let other)):
      // Of several the one that was drawn from the model.
      guard var picture = other.first(where: { $0.ink == .member }) ?? other.first else { break }
      picture.titles = ["the same, pinned", "pinned"]
      picture.ink = .pinned
      both.body = .pictures(pictures + [picture])
    case (.comparison(let table), .comparison(let other)):
      both.body = .comparison(table.compared(with: other))
    case (.list(let list), .list(let other)):
      both.body = .list(list.compared(with: other, glyphs: glyphs))
    default: break
    }
    if sentence != pinned.sentence { both.sentence += " Pinned: \(pinned.sentence)" }
    return both
  }
}

extension LineChart {
  /// The chart with the curves of another behind its own, on axes that hold both.
  func drawn(over other: LineChart) -> LineChart {
    guard scale == other.scale else { return self }
    let behind = other.series.filter { !$0.isReference && !$0.points.isEmpty && !series.contains($0) }.map {
      series in
      var faint = series
      faint.ink = .pinned
      faint.isFaint = true
      faint.name += ", pinned"
      faint.marker = Self.pinnedMarkers[series.marker] ?? ","
      return faint
    }
    guard !behind.isEmpty else { return self }
    var both = self
    // The labels are those of the ends that hold both.
    if other.horizontal.upperBound > horizontal.upperBound {
      both.horizontalLabels.high = other.horizontalLabels.high
    }
    if other.horizontal.lowerBound < horizontal.lowerBound {
      both.horizontalLabels.low = other.horizontalLabels.low
    }
    if other.vertical.upperBound > vertical.upperBound {
      both.verticalLabels.high = other.verticalLabels.high
    }
    if other.vertical.lowerBound < vertical.lowerBound { both.verticalLabels.low = other.verticalLabels.low }
    both.horizontal = horizontal.joined(with: other.horizontal)
    both.vertical = vertical.joined(with: other.vertical)
    // A line to measure by goes from one end to the other.
    both.series = behind + series.map { $0.isReference ? $0.reaching(both.horizontal.upperBound) : $0 }
    return both
  }

  private static let pinnedMarkers: [Unicode.Scalar: Unicode.Scalar] = ["*": "+", "o": "x", "=": "#"]
}

extension LineChart.Series {
  /// A line that is level at its end goes on to there.
  fileprivate func reaching(_ end: Double) -> LineChart.Series {
    guard points.count >= 2, let last = points.last, last.x < end, points[points.count - 2].y == last.y else {
      return self
    }
    var longer = self
    longer.points[points.count - 1].x = end
    return longer
  }
}

extension ClosedRange<Double> {
  fileprivate func joined(with other: ClosedRange<Double>) -> ClosedRange<Double> {
    Swift.min(lowerBound, other.lowerBound)...Swift.max(upperBound, other.upperBound)
  }
}

extension FigureList {
  func compared(with other: FigureList, glyphs: GlyphSet) -> FigureList {
    var list = self
    // The name of ε says its kind, which may be another in the pinned run.
    list.figures = figures.paired(with: other.figures.filter { $0.amount != nil }, by: \.term) {
      guard let amount = $0.amount, let pinned = $1.amount else { return }
      $0.difference = difference(amount, pinned, glyphs: glyphs)
    }
    return list
  }
}

extension IntervalBars {
  func compared(with other: IntervalBars) -> IntervalBars {
    var list = self
    list.bars = bars.paired(with: other.bars, by: \.title) { $0.pinned = $1.value }
    return list
  }
}

extension ChoiceList {
  func compared(with other: ChoiceList, glyphs: GlyphSet) -> ChoiceList {
    var list = self
    list.rows = rows.paired(with: other.rows.filter { $0.amount != nil }, by: \.title) {
      guard let amount = $0.amount, let pinned = $1.amount else { return }
      $0.difference = difference(amount, pinned, glyphs: glyphs)
    }
    return list
  }
}

extension ColumnComparison {
  func compared(with other: ColumnComparison) -> ColumnComparison {
    var table = self
    table.rows = rows.paired(with: other.rows, by: \.title) { $0.pinned = $1.found }
    return table
  }
}

extension Array {
  /// Each told of the first of the pinned run that goes by the same name, where there is one.
  fileprivate func paired<Name: Hashable>(
    with pinned: [Element], by name: KeyPath<Element, Name>, tell: (inout Element, Element) -> Void
  ) -> [Element] {
    let others = Dictionary(
      pinned.map { ($0[keyPath: name], $0) }, uniquingKeysWith: { first, _ in first })
    return map { element in
      var element = element
      if let other = others[element[keyPath: name]] { tell(&element, other) }
      return element
    }
  }
}

/// `+0.171`: how far a number is from the pinned run's.
private func difference(_ amount: Double, _ pinned: Double, glyphs: GlyphSet) -> String {
  guard amount.isFinite || pinned.isFinite else { return glyphs.spelled("=") }
  guard amount.isFinite, pinned.isFinite else { return glyphs.spelled("was \(decimal(pinned, 2))") }
  let distance = amount - pinned
  let digits = amount == amount.rounded() && pinned == pinned.rounded() ? 0 : 3
  let text = fixed(abs(distance), digits)
  if Double(text) == 0 { return "=" }
  return (distance < 0 ? "-" : "+") + text
}
