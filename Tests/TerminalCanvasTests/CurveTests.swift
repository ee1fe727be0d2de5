import TerminalCanvas
import Testing

/// Curves over axes from 0 to 1, without labels: the plot begins in the third column and leaves the last row to labels.
private func plot(
  _ series: [LineChart.Series], width: Int = 30, height: Int = 8, glyphs: GlyphSet = .braille,
  isBold: Bool = false
) -> Canvas {
  let chart = LineChart(
    series: series, horizontal: 0...1, vertical: 0...1, horizontalLabels: ("", ""), verticalLabels: ("", ""))
  var canvas = Canvas(width: width + 2, height: height + 1)
  chart.draw(
    on: &canvas, in: canvas.bounds, rendering: Rendering(glyphs: glyphs, hasShades: true, isBold: isBold))
  return canvas
}

private typealias Shape = [(x: Double, y: Double)]

private func curve(
  _ shape: Shape, _ ink: Ink, _ marker: Unicode.Scalar = "*", _ stroke: Stroke = .solid,
  isReference: Bool = false, isFaint: Bool = false
) -> LineChart.Series {
  LineChart.Series(
    "", points: shape.map { LineChart.Point(x: $0.x, y: $0.y) }, ink: ink, marker: marker, stroke: stroke,
    isReference: isReference, isFaint: isFaint)
}

extension Canvas {
  fileprivate func cells(_ ink: Ink) -> [Cell] { cells.filter { $0.ink == ink } }
}

private func line(from start: Double, to end: Double) -> Shape { [(0, start), (1, end)] }

private let level = line(from: 0.5, to: 0.5)
private let noise: Shape = (0...40).map { (index: Int) in (Double(index) / 40, Double(index * 7 % 11) / 11) }
private let strokes: [Stroke] = [.solid, .dashed, .dotted, .dashDotted]

struct CurveTests {
  /// Whatever the slope: at each some rule by columns and rows would give one curve every cell.
  @Test(arguments: GlyphSet.allCases, [false, true])
  func curvesThatCoincideAreBothSeen(glyphs: GlyphSet, isBold: Bool) {
    let slopes = [0.1, 0.25, 0.4, 0.6, 0.9].map { line(from: $0, to: 1 - $0) }
    let shapes = [level, line(from: 0, to: 1), [(0.5, 0), (0.5, 1)], noise] + slopes
    for shape in shapes {
      for (one, other) in strokes.flatMap({ one in strokes.map { (one, $0) } }) {
        for (width, height) in [(3, 3), (4, 9), (7, 2), (30, 8), (60, 20)] {
          let canvas = plot(
            [curve(shape, .train, "*", one), curve(shape, .test, "o", other)], width: width, height: height,
            glyphs: glyphs, isBold: isBold)
          for (ink, marker) in [(Ink.train, Unicode.Scalar("*")), (.test, "o")] {
            let cells = canvas.cells(ink)
            #expect(!cells.isEmpty, "\(one) and \(other), \(width)x\(height): \(shape)")
            if glyphs == .ascii { #expect(cells.allSatisfy { $0.glyph == marker }) }
          }
        }
      }
    }
  }

  /// Where they run together neither has more than a few cells in a row.
  @Test func curvesThatCoincideTakeTurns() {
    let canvas = plot([curve(level, .train, "*"), curve(level, .test, "o")], width: 10, glyphs: .ascii)
    #expect(canvas.text.contains("o*o*o*o*o*"))
    let three = plot(
      [curve(level, .train, "*"), curve(level, .test, "o"), curve(level, .bound, "=")], width: 9,
      glyphs: .ascii)
    #expect(three.text.contains("=o*=o*=o*"))
  }

  /// A crossing has the dots of both, in one of their inks.
  @Test func crossingsHaveTheDotsOfBoth() {
    let rising = curve([(0, 0), (1, 1)], .train)
    let falling = curve([(0, 1), (1, 0)], .test)
    let (both, one, other) = (plot([rising, falling]), plot([rising]), plot([falling]))
    for index in both.cells.indices {
      let parts = [one, other].map { $0.cells[index].glyph.value }.filter { $0 > 0x2800 }
      guard !parts.isEmpty else { continue }
      #expect(both.cells[index].glyph.value == parts.reduce(0) { $0 | $1 })
    }
  }

  @Test(arguments: GlyphSet.allCases)
  func aSinglePointIsSeen(glyphs: GlyphSet) {
    for stroke in strokes {
      for isFaint in [false, true] {
        let point = curve([(0.4, 0.5)], .test, "o", stroke, isFaint: isFaint)
        #expect(plot([point], glyphs: glyphs).cells(.test).count == 1)
        let parted = curve([(0.2, 0.5), (0.3, .nan), (0.7, 0.5)], .test, "o", stroke, isFaint: isFaint)
        #expect(plot([parted], glyphs: glyphs).cells(.test).count == 2)
      }
    }
    // Even in the way of another curve, whichever is drawn first.
    for series in [
      [curve(level, .train), curve([(0.4, 0.5)], .test, "o")],
      [curve([(0.4, 0.5)], .test, "o"), curve(level, .train)],
    ] {
      #expect(plot(series, glyphs: glyphs).cells(.test).count == 1)
    }
  }

  @Test(arguments: GlyphSet.allCases)
  func faintCurvesAreNeverDrawnOverOthers(glyphs: GlyphSet) {
    let rising = curve([(0, 0), (1, 1)], .train)
    let faint = curve(level, .pinned, ".", isFaint: true)
    let alone = plot([rising], glyphs: glyphs)
    for series in [[rising, faint], [faint, rising]] {
      let both = plot(series, glyphs: glyphs)
      #expect(both.cells(.train) == alone.cells(.train))
      #expect(!both.cells(.pinned).isEmpty)
    }
    #expect(
      plot([curve(level, .train), faint], glyphs: glyphs) == plot([curve(level, .train)], glyphs: glyphs))
  }

  /// A line to measure by is crossed without a trace, and yet shows where a curve runs along it.
  @Test(arguments: GlyphSet.allCases)
  func referenceLinesLieAtTheBack(glyphs: GlyphSet) {
    let line = curve(level, .baseline, "-", .dotted, isReference: true)
    let rising = curve([(0, 0), (1, 1)], .train)
    #expect(
      plot([rising, line], glyphs: glyphs).cells(.train) == plot([rising], glyphs: glyphs).cells(.train))
    let along = plot([line, curve(level, .train)], glyphs: glyphs)
    #expect(!along.cells(.baseline).isEmpty)
    #expect(along.cells(.train).count > 2 * along.cells(.baseline).count)
  }

  /// What stands in a legend is a piece of what is drawn, of Unicode 12 at most and one column a glyph.
  @Test(arguments: [GlyphSet.blocks, .braille], strokes)
  func legendsShowPiecesOfCurves(glyphs: GlyphSet, stroke: Stroke) {
    for isFaint in [false, true] {
      // In the upper row of half blocks, in the second of dots.
      let height = glyphs == .blocks ? 1.0 : 6.0 / 7
      let line = curve([(0, height), (1, height)], .train, "*", stroke, isFaint: isFaint)
      let drawn = plot([line], width: 60, height: 2, glyphs: glyphs)
      let mark = glyphs.legendMark("*", stroke, isFaint: isFaint)
      #expect(mark.hasSuffix(" "))
      #expect(drawn.plain.contains(mark.dropLast()), "\(stroke) \(isFaint)")
      #expect(mark.unicodeScalars.allSatisfy { $0 == " " || (0x2580...0x28FF).contains($0.value) })
    }
  }

  @Test(arguments: GlyphSet.allCases)
  func noTwoStrokesLookAlike(glyphs: GlyphSet) {
    #expect(Set(strokes.map { plot([curve(level, .train, "*", $0)], glyphs: glyphs).plain }).count == 4)
    #expect(
      Set(strokes.map { plot([curve(level, .train, "*", $0, isFaint: true)], glyphs: glyphs).plain }).count
        >= 3)
    guard glyphs != .ascii else { return }
    #expect(
      Set(strokes.map { glyphs.legendMark("*", $0) } + [glyphs.legendMark("*", isFaint: true)]).count == 5)
  }

  /// Dashes run on from point to point: a line is drawn the same of two points or of many.
  @Test(arguments: strokes)
  func strokesDoNotDependOnThePoints(stroke: Stroke) {
    let many = (0...59).map { (x: Double($0) / 59, y: 0.5) }
    #expect(plot([curve(many, .train, "*", stroke)]).plain == plot([curve(level, .train, "*", stroke)]).plain)
  }

  @Test func thickCurvesTakeTwoDots() {
    let line = curve(level, .train)
    let blocks = plot([line], glyphs: .blocks, isBold: true)
    #expect(blocks.cells(.train).count == 30 && blocks.cells(.train).allSatisfy { $0.glyph == "█" })
    #expect(plot([line], glyphs: .ascii, isBold: true).cells(.train).count == 60)
    let dots = { (canvas: Canvas) in
      canvas.cells(.train).reduce(0) { $0 + ($1.glyph.value & 0xFF).nonzeroBitCount }
    }
    #expect(dots(plot([line], isBold: true)) == 2 * dots(plot([line])))
    let reference = curve(level, .train, isReference: true)
    #expect(plot([reference], isBold: true) == plot([reference]))
  }
}
