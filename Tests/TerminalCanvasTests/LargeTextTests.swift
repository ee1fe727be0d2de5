import TerminalCanvas
import Testing

private let ascii = Rendering(glyphs: .ascii, hasShades: false)
private let blocks = Rendering(glyphs: .blocks, hasShades: true)

struct LargeTextTests {
  @Test func figuresAreFiveRowsHigh() {
    var canvas = Canvas(width: 20, height: 5)
    let end = canvas.writeLarge(".57", column: 0, row: 0, ink: .member, rendering: ascii)
    #expect(
      canvas.text == """
            ######  ######
            ##          ##
            ######      ##
                ##      ##
        ##  ######      ##
        """)
    #expect(end == BigText(".57").width)
  }

  /// Its width is known before it is drawn.
  @Test(arguments: ["AUC 0.571", "ε 2.98", "acc .883", "-1,000 % ±", "∞", ""])
  func widthsAreAsSaid(text: String) {
    for isSlender in [false, true] {
      let large = BigText(text, isSlender: isSlender)
      var canvas = Canvas(width: max(1, large.width), height: 5)
      canvas.writeLarge(text, column: 0, row: 0, ink: .good, rendering: blocks)
      let inked = canvas.cells.indices.filter { canvas.cells[$0].glyph == "█" }
      #expect(inked.isEmpty == text.isEmpty)
      let width = (inked.map { $0 % canvas.width }.max() ?? -1) + 1
      #expect(width <= large.width && width >= large.width - large.squareWidth)
    }
  }

  @Test func theHeadlineFitsAScreen() {
    #expect(BigText("AUC 0.571").width <= 80)
    #expect(BigText("AUC 0.571", fitting: 40).width <= 40)
  }

  /// No character that is needed is a question mark, and no two are alike.
  @Test func everyCharacterHasAShapeOfItsOwn() {
    let known = "0123456789.,-+%:=/<>()∞εδσ±≤≥ABCDEFGHIJKLMNPQRSTUVWXYZ?"
    let drawn = known.map { character in
      var canvas = Canvas(width: 14, height: 5)
      canvas.writeLarge(String(character), column: 0, row: 0, rendering: ascii)
      return canvas.plain
    }
    #expect(Set(drawn).count == known.count)
  }
}
