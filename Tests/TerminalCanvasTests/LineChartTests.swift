import Foundation
import TerminalCanvas
import Testing

struct LineChartTests {
  private func drawn(_ glyphs: GlyphSet, scale: LineChart.Scale = .linear) -> String {
    let chart = LineChart(
      series: [
        .init("train", points: [.init(x: 0, y: 0), .init(x: 10, y: 1)], ink: .train, marker: "*"),
        .init(
          "test", points: [.init(x: 0, y: 1), .init(x: 5, y: .nan), .init(x: 10, y: 1)], ink: .test,
          marker: "o"),
      ], horizontal: scale == .linear ? 0...10 : 0.01...10, vertical: scale == .linear ? 0...1 : 0.01...1,
      horizontalLabels: ("0", "step 10"), verticalLabels: ("0", "1"), scale: scale)
    var canvas = Canvas(width: 13, height: 5)
    chart.draw(on: &canvas, in: canvas.bounds, rendering: Rendering(glyphs: glyphs, hasShades: false))
    return canvas.plain
  }

  /// A curve that is no number in between has a gap there.
  @Test func asciiMarksEachCurve() {
    #expect(
      drawn(.ascii) == """
        1 |o       *o
          |     *** \u{20}
          |  ***    \u{20}
        0 |**       \u{20}
          0   step 10
        """)
  }

  @Test func everyGlyphSetDrawsItsOwn() {
    #expect(drawn(.ascii).unicodeScalars.allSatisfy { $0.value < 0x7F })
    #expect(drawn(.braille).unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
    #expect(drawn(.blocks).unicodeScalars.contains { "▀▄█".unicodeScalars.contains($0) })
    #expect(drawn(.braille, scale: .logarithmic).contains("step 10"))
  }

  /// Names are quoted as RFC 4180 has it; numbers are as they are.
  @Test func dataAreWrittenUnrounded() {
    let points = [LineChart.Point(x: 1, y: 0.1), .init(x: 2, y: 1.0 / 3), .init(x: 3, y: .nan)]
    let chart = LineChart(
      series: [
        .init("a \"b\", c", points: points, ink: .train, marker: "*"),
        .init("d", points: [points[0]], ink: .test, marker: "o"),
      ], horizontal: 0...1, vertical: 0...1, horizontalLabels: ("", ""), verticalLabels: ("", ""))
    #expect(
      chart.csv == """
        series,x,y
        "a ""b"", c",1.0,0.1
        "a ""b"", c",2.0,0.3333333333333333
        "a ""b"", c",3.0,nan
        d,1.0,0.1

        """)
  }

  /// A gap parts a curve, curves differ by their dashes, and names are no markup.
  @Test func aPictureHasWhatTheChartHas() {
    let points = (0...4).map { LineChart.Point(x: Double($0), y: $0 == 2 ? .nan : Double($0) / 4) }
    let chart = LineChart(
      series: [
        .init("a < b", points: points, ink: .member, marker: "*"),
        .init("limit", points: points, ink: .bound, marker: "-", stroke: .dashed, isReference: true),
        .init("chance", points: points, ink: .baseline, marker: ".", stroke: .dotted),
      ], horizontal: 0...4, vertical: 0...1, horizontalLabels: ("0", "4"), verticalLabels: ("0", "1"))
    let svg = chart.svg(.init(title: "T & U", description: "D", horizontal: "across", vertical: "up"))
    // Two parts, and a sample beside the name.
    for ink in ["member", "bound", "baseline"] {
      #expect(svg.components(separatedBy: #"<polyline class="ink-\#(ink)""#).count == 4)
    }
    #expect(Set(svg.matches(of: #/stroke-dasharray="[^"]+"/#).map { String(svg[$0.range]) }).count == 2)
    #expect(svg.contains("<title>T &amp; U</title>") && svg.contains(">a &lt; b</text>"))
    for word in ["across", "up", ">0.4<", ">4<"] { #expect(svg.contains(word), "\(word)") }
    #expect(!svg.contains("nan"))
  }

  @Test func ticksAreRoundAndWithinTheRange() {
    #expect(
      VectorScale(0...1, from: 0, to: 10).ticks.map(VectorScale.written) == [
        "0", "0.2", "0.4", "0.6", "0.8", "1",
      ])
    #expect(VectorScale(0...80, from: 0, to: 10).ticks == [0, 20, 40, 60, 80])
    #expect(VectorScale(0.01...1, from: 0, to: 10, scale: .logarithmic).ticks.count == 3)
    #expect(VectorScale(3...3, from: 0, to: 10).ticks == [3])
    let scale = VectorScale(0...2, from: 100, to: 0)
    #expect(
      scale.position(of: 1) == 50 && scale.position(of: .infinity) == 0 && scale.position(of: -1) == 100)
  }
}
