import TerminalCanvas
import Testing

struct ScatterChartTests {
  private func drawn(
    _ points: [ScatterChart.Point], width: Int = 16, height: Int = 7, glyphs: GlyphSet = .ascii
  ) -> String {
    let chart = ScatterChart(
      points: points, horizontal: 0...1, vertical: 0...1, horizontalLabels: ("0", "x", "1"),
      verticalLabels: ("0", "title", "1"))
    var canvas = Canvas(width: width, height: height)
    chart.draw(on: &canvas, in: canvas.bounds, glyphs: glyphs)
    return canvas.plain
  }

  /// The plot is 13 cells across and 5 down: a half is the seventh and the third, a quarter the fourth and the fourth from above.
  @Test func aPointStandsWhereItIsWithItsReach() {
    #expect(
      drawn([
        .init(mark: "a", x: 0.5, y: 0.5, horizontalReach: 0.25...0.75, verticalReach: 0.25...0.75, ink: .text)
      ]) == """
        \u{20}\u{20}title         \n1 |             \n  |      |      \n  |   ---a---   \n  |      |      \n0 |             \n  0     x      1
        """)
  }

  /// Marks of one place stand beside each other, what is looked at where it is; the others give way.
  @Test func marksOfOnePlaceStandSideBySide() {
    let lines = drawn([
      .init(mark: "a", x: 0.5, y: 0.5, ink: .text), .init(mark: "b", x: 0.5, y: 0.5, ink: .text),
      .init(mark: "c", x: 0.5, y: 0.5, ink: .text, isChosen: true),
    ]).split(separator: "\n")
    #expect(lines[3] == "  |      cba    ")
  }

  /// What lies beyond an axis stands at its end, and nothing is drawn outside of the area, however small.
  @Test func nothingIsDrawnOutside() {
    let far = ScatterChart.Point(
      mark: "z", x: 9, y: -9, horizontalReach: -5...9, verticalReach: -9...9, ink: .text)
    let lines = drawn([far]).split(separator: "\n")
    #expect(lines[5] == "0 |------------z")
    for (width, height) in [(0, 0), (5, 3), (12, 5), (40, 1), (11, 20)] {
      var canvas = Canvas(width: 44, height: 24)
      let area = Rect(column: 2, row: 2, width: width, height: height)
      let chart = ScatterChart(
        points: [far, far, far], horizontal: 0...1, vertical: 0...1, horizontalLabels: ("low", "x", "high"),
        verticalLabels: ("0", "accuracy of all", "1"))
      chart.draw(on: &canvas, in: area, glyphs: .ascii)
      for row in 0..<24 {
        for column in 0..<44 where !area.contains(column: column, row: row) {
          #expect(canvas[column: column, row: row] == Cell(" ", ink: .text), "\(width) x \(height)")
        }
      }
    }
  }

  /// Numbers are unrounded, and names quoted where they must be.
  @Test func dataAreWrittenUnrounded() {
    let chart = ScatterChart(
      points: [
        .init(mark: "a", name: "ε 8, noise", x: 1.0 / 3, y: 0.5, horizontalReach: 0.25...0.5, ink: .text)
      ], horizontal: 0...1, vertical: 0...1, horizontalLabels: ("", "", ""), verticalLabels: ("", "", ""))
    #expect(
      chart.csv == """
        mark,name,x,y,x_low,x_high,y_low,y_high
        a,"ε 8, noise",0.3333333333333333,0.5,0.25,0.5,,

        """)
  }
}
