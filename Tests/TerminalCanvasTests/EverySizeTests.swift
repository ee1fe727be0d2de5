import TerminalCanvas
import Testing

/// All that is drawn, at every size from 1 x 1 to 60 x 30: nothing traps, nothing leaves its area, and ASCII is ASCII.
struct EverySizeTests {
  private static let points = (0...200).map { (index: Int) in
    let height = Double(index * index % 97)
    return LineChart.Point(x: Double(index), y: index % 40 == 39 ? .nan : height)
  }

  private static let chart = LineChart(
    series: [
      .init("a", points: points, ink: .train, marker: "*", stroke: .dashed),
      .init("b", points: points, ink: .test, marker: "o"),
      .init("c", points: points, ink: .pinned, marker: ".", stroke: .dotted, isFaint: true),
      .init("d", points: [points[0], points[30]], ink: .bound, marker: "=", stroke: .dashDotted),
      .init(
        "e", points: [.init(x: -9, y: 50), .init(x: .infinity, y: 0), .init(x: 900, y: 5)], ink: .baseline,
        marker: "-", isReference: true),
    ], horizontal: 0...200, vertical: 0...97, horizontalLabels: ("0", "step"), verticalLabels: ("0", "1"),
    cursor: 120)

  private static let picture = Heatmap(width: 8, height: 9, values: (0..<72).map { Float($0 * 31 % 72) })

  @Test(arguments: GlyphSet.allCases, [false, true])
  func everythingIsSafe(glyphs: GlyphSet, isBold: Bool) {
    let rendering = Rendering(
      glyphs: glyphs, hasShades: true, hasSextants: glyphs == .braille, isBold: isBold)
    for width in 1...60 {
      for height in 1...30 {
        // A frame of one cell on all sides, which must stay blank.
        let area = Rect(column: 1, row: 1, width: width, height: height)
        for part in 0..<3 {
          var canvas = Canvas(width: width + 2, height: height + 2)
          switch part {
          case 0: Self.chart.draw(on: &canvas, in: area, rendering: rendering)
          case 1: Self.picture.draw(on: &canvas, in: area, rendering: rendering, isFilling: isBold)
          default:
            canvas.writeLarge("ε 2.9", column: 1 - width / 7, row: 1, in: area, rendering: rendering)
          }
          var isInside = true
          for (index, cell) in canvas.cells.enumerated() where cell != Cell() {
            isInside =
              isInside && area.contains(column: index % canvas.width, row: index / canvas.width)
              && (glyphs != .ascii || (0x20..<0x7F).contains(cell.glyph.value) && cell.field == nil)
          }
          #expect(isInside, "\(part) at \(width)x\(height)")
        }
      }
    }
  }
}
