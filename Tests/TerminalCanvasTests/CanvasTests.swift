import TerminalCanvas
import Testing

struct CanvasTests {
  @Test func whatLiesOutsideIsDropped() {
    var canvas = Canvas(width: 4, height: 2)
    canvas.write("abcdef", column: 2, row: 0)
    canvas.write("gh", column: -1, row: 1)
    canvas.write("never", column: 0, row: 5)
    canvas[column: 9, row: 9] = Cell("x")
    #expect(canvas.plain == "  ab\nh   ")
  }

  /// Text from a file never reaches the terminal as control characters.
  @Test func controlCharactersAreReplaced() {
    var canvas = Canvas(width: 6, height: 1)
    canvas.write("a\u{1B}[2J\u{9B}", column: 0, row: 0)
    #expect(canvas.plain == "a?[2J?")
  }

  @Test func areasDivideWithoutGaps() {
    let area = Rect(column: 3, row: 1, width: 10, height: 7)
    #expect(area.rows(3).map(\.height) == [3, 2, 2])
    #expect(area.columns(4).map(\.width) == [3, 3, 2, 2])
    #expect(area.columns(4).last.map { $0.column + $0.width } == 13)
    #expect(area.splitTop(99).rest.isEmpty)
    #expect(Rect(column: 0, row: 0, width: 1, height: 1).inset(by: 3).isEmpty)
  }

  @Test func notesThatDoNotFitAreLeftOut() {
    let rendering = Rendering(glyphs: .ascii, hasShades: false)
    var canvas = Canvas(width: 24, height: 2)
    let inner = canvas.panel(
      "Loss", note: [Span("train", .train), Span(" and a good deal more", .dim)], in: canvas.bounds,
      rendering: rendering)
    #expect(canvas.plain.hasPrefix("- Loss --------- train -"))
    #expect(inner == Rect(column: 0, row: 1, width: 24, height: 1))
  }

  @Test func whatIsTooLongSaysSo() {
    #expect(GlyphSet.braille.shortened("members", to: 7) == "members")
    #expect(GlyphSet.braille.shortened("members", to: 5) == "memb…")
    #expect(GlyphSet.ascii.shortened("members", to: 5) == "me...")
  }
}
