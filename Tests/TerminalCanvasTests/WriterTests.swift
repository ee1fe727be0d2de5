import Foundation
import TerminalCanvas
import Testing

/// Screens as a run shows them, one after another: figures that change, curves that grow, pictures, what is emphasised and wide.
func exampleScreens(_ count: Int, width: Int = 60, height: Int = 20, glyphs: GlyphSet = .braille) -> [Canvas]
{
  (0..<count).map { frame in
    let rendering = Rendering(glyphs: glyphs, hasShades: true, hasSextants: true)
    var canvas = Canvas(width: width, height: height)
    canvas.write(" 1 Train ", column: 0, row: 0, ink: .selection)
    canvas.write("step \(frame * 20)  ε \(frame).25 <&\"\\>", column: 12, row: 0, ink: .bound, isBold: true)
    if frame.isMultiple(of: 3) {
      canvas.write("警告 noise", column: 40, row: 0, ink: .warning, isReversed: true)
    }
    let (left, right) = Rect(column: 0, row: 1, width: width, height: height - 1).splitLeft(width / 2)
    let points = (0...frame + 1).map { LineChart.Point(x: Double($0), y: 1 / Double($0 + 1)) }
    LineChart(
      series: [
        .init("train", points: points, ink: .train, marker: "*", stroke: .dashed),
        .init("test", points: points.map { .init(x: $0.x, y: $0.y + 0.1) }, ink: .test, marker: "o"),
      ], horizontal: 0...Double(count + 1), vertical: 0...1.2, horizontalLabels: ("0", "step"),
      verticalLabels: ("0", "1")
    ).draw(on: &canvas, in: left, rendering: rendering)
    let values = (0..<64).map { Float(($0 * 37 + frame * ($0 % 3)) % 64) }
    Heatmap(width: 8, height: 8, values: values).draw(on: &canvas, in: right, rendering: rendering)
    return canvas
  }
}

struct WriterTests {
  @Test func textHasNoBlanksAtTheEnds() {
    var canvas = Canvas(width: 6, height: 3)
    canvas.write(" a b", column: 0, row: 0)
    canvas.write("警告", column: 1, row: 2)
    #expect(canvas.text == " a b\n\n 警告")
  }

  /// Each line stands for itself; what is only blank is left out, a field under blanks is not.
  @Test func linesBeginAndEndPlain() {
    var canvas = Canvas(width: 8, height: 3)
    canvas.write("ab", column: 1, row: 0, ink: .danger)
    canvas.write("c", column: 3, row: 0)
    canvas[column: 5, row: 1] = Cell(" ", field: .ramp(255))
    #expect(
      canvas.ansi(theme: .standard, depth: .twoHundredFiftySix)
        == " \u{1B}[1;38;5;161mab\u{1B}[mc\n     \u{1B}[48;5;231m \u{1B}[m\n")
    #expect(
      canvas.ansi(theme: .standard, depth: .none) == " \u{1B}[1;4mab\u{1B}[mc\n\n")
  }

  @Test(arguments: ColorDepth.allCases)
  func whatIsSentShowsTheCanvas(depth: ColorDepth) {
    for canvas in exampleScreens(4) {
      var screen = ReplayedScreen(width: canvas.width * 2, height: canvas.height)
      let text = canvas.ansi(theme: .standard, depth: depth)
      screen.play(text.replacing("\n", with: "\r\n"))
      #expect(screen.unknown.isEmpty)
      let shown = screen.text.split(separator: "\n").map { String($0).trimmedAtEnd }
      #expect(shown.joined(separator: "\n") == canvas.text)
    }
  }

  @Test func picturesAreDrawnAndTextStandsInTheGrid() {
    var canvas = Canvas(width: 12, height: 2)
    canvas.write("a<b  c&d", column: 1, row: 0, ink: .danger)
    canvas[column: 0, row: 1] = Cell("▀", ink: .ramp(255), field: .ramp(0))
    canvas[column: 1, row: 1] = Cell("▀", ink: .ramp(255), field: .ramp(0))
    canvas[column: 3, row: 1] = Cell("\u{28FF}", ink: .ramp(255))
    let picture = canvas.svg(theme: .standard, title: "Loss \u{1} & more")
    #expect(picture.contains("<title>Loss ? &amp; more</title>"))
    #expect(picture.contains(">a&lt;b</text>") && picture.contains(">c&amp;d</text>"))
    #expect(picture.contains(#"<text x="9" y="13.5" textLength="27""#))
    #expect(picture.contains(#"<text x="54" y="13.5" textLength="27""#))
    // Two half blocks side by side are one rectangle, and so is what lies under them; eight dots are eight.
    #expect(picture.contains(#"fill="\#("#")000000" d="M0 18h18v18h-18z""#))
    #expect(picture.contains("M0 18h18v9h-18z"))
    #expect(picture.split(separator: "z").count { $0.contains("h3.24v") } == 8)
    #expect(!picture.contains("▀") && !picture.contains("\u{28FF}"))
  }

  @Test func everySizeCanBeWritten() {
    for (width, height) in [(0, 0), (1, 1), (2, 1), (1, 9)] {
      let canvas = Canvas(width: width, height: height)
      #expect(canvas.text == String(repeating: "\n", count: max(0, height - 1)))
      #expect(canvas.svg(theme: .standard, title: "").hasSuffix("</svg>\n"))
      var recording = TerminalRecording(width: width, height: height, depth: .sixteen)
      #expect(recording.frame(canvas, theme: .standard, at: 0).count == 1)
    }
  }
}

extension String {
  fileprivate var trimmedAtEnd: String {
    String(prefix(upTo: lastIndex { $0 != " " }.map(index(after:)) ?? startIndex))
  }
}
